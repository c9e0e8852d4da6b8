import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** How many second factors an account has, and the way to their page. */
export function FactorsPart({ count }: { count: number }) {
  const t = useTranslations("account.factors");
  return (
    <>
      <p className="text-sm text-soft">{t("summary", { count })}</p>
      <Link href="/account/factors" className={clsx(buttonClass({ look: "line" }), "justify-self-start")}>
        {t(count === 0 ? "setUp" : "manage")}
      </Link>
    </>
  );
}
