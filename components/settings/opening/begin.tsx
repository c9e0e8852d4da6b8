import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** What a shop that is set up does first. */
export function Begin() {
  const t = useTranslations("settings.guide");
  return (
    <div className="flex flex-wrap gap-3">
      <Link href="/studio/products" className={buttonClass()}>
        {t("product")}
      </Link>
      <Link href="/studio" className={buttonClass({ look: "line" })}>
        {t("show")}
      </Link>
    </div>
  );
}
