import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { orderNumber } from "#lib/preorders/view.ts";

/** What a changed order became, and where that is. */
export function BecameNote({ id, edition }: { id: string; edition: string | null }) {
  const t = useTranslations("myOrders.became");
  return (
    <section
      aria-label={edition ? t("title", { edition }) : t("titleOther")}
      className="mt-6 flex flex-wrap items-center justify-between gap-4 bg-ok-wash px-5 py-4"
    >
      <div className="grid gap-0.5">
        <h2 className="font-semibold text-lg text-ok">{edition ? t("title", { edition }) : t("titleOther")}</h2>
        <p className="text-sm">{t("body")}</p>
      </div>
      <Link href={`/preorders/${id}`} className={buttonClass()}>
        {t("open", { number: orderNumber(id) })}
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </section>
  );
}

/** Where a changed order came from. */
export function FromNote({ id }: { id: string }) {
  const t = useTranslations("myOrders.became");
  return (
    <p className="text-sm text-soft">
      {t.rich("from", {
        link: () => (
          <Link href={`/preorders/${id}`} className="font-mono underline underline-offset-4">
            {orderNumber(id)}
          </Link>
        ),
      })}
    </p>
  );
}
