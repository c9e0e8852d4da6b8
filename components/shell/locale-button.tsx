"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { keepLocale } from "./keep-locale.ts";

/** Two languages, one press: shows the other one in its own writing. Nothing in a shop of one language. */
export function LocaleButton() {
  const router = useRouter();
  const { languages } = useBuyer();
  const other = useLocale() === "en" ? { code: "zh-CN", name: "中文" } : { code: "en", name: "English" };
  if (languages.length < 2) return null;
  return (
    <button
      type="button"
      lang={other.code}
      className={buttonClass({ look: "plain", size: "sm" })}
      onClick={() => {
        keepLocale(other.code);
        router.refresh();
      }}
    >
      {other.name}
    </button>
  );
}
