"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { keepLocale } from "./keep-locale.ts";

/** Two languages, one press: shows the other one in its own writing. */
export function LocaleButton() {
  const router = useRouter();
  const other = useLocale() === "en" ? { code: "zh-CN", name: "中文" } : { code: "en", name: "English" };
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
