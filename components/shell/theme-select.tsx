"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Select } from "#components/ui/input.tsx";
import { watchTheme } from "#components/ui/theme-watch.ts";
import { chooseTheme, currentThemeChoice, type ThemeChoice, themeChoices } from "./theme-choice.ts";

export function ThemeSelect() {
  const t = useTranslations("common");
  const current = useSyncExternalStore(watchTheme, currentThemeChoice, (): ThemeChoice => "system");
  return (
    <Select
      aria-label={t("theme")}
      value={current}
      onChange={(event) => chooseTheme(themeChoices.find((choice) => choice === event.target.value) ?? "system")}
    >
      {themeChoices.map((choice) => (
        <option key={choice} value={choice}>
          {t(`themes.${choice}`)}
        </option>
      ))}
    </Select>
  );
}
