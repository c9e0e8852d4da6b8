"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Select } from "#components/ui/input.tsx";
import { keepLocale } from "./keep-locale.ts";

/** Each language under its own name, so that whoever needs it can read it. */
const languages = { en: "English", "zh-CN": "简体中文" };

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
