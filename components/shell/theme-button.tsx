"use client";

import { Contrast } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { flipTheme } from "./theme-choice.ts";

export function ThemeButton() {
  const t = useTranslations("common");
  return (
    <IconButton label={t("theme")} onClick={flipTheme}>
      <Contrast aria-hidden />
    </IconButton>
  );
}
