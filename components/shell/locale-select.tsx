"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { Select } from "#components/ui/input.tsx";
import { keepLocale } from "./keep-locale.ts";
import { languages } from "./languages.ts";

export function LocaleSelect() {
  const t = useTranslations("common");
  const locale = useLocale();
  const router = useRouter();
  const { languages: offered } = useBuyer();
  return (
    <Select
      aria-label={t("language")}
      value={locale}
      onChange={(event) => {
        keepLocale(event.target.value);
        router.refresh();
      }}
    >
      {offered.map((code) => (
        <option key={code} value={code} lang={code}>
          {languages[code]}
        </option>
      ))}
    </Select>
  );
}
