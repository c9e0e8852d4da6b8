"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Select } from "#components/ui/input.tsx";
import { keepLocale } from "./keep-locale.ts";
import { languages } from "./languages.ts";

export function LocaleSelect() {
  const t = useTranslations("common");
  const locale = useLocale();
  const router = useRouter();
  return (
    <Select
      aria-label={t("language")}
      value={locale}
      onChange={(event) => {
        keepLocale(event.target.value);
        router.refresh();
      }}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}
