import { ArrowLeftRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** The way to another edition, where there is one. */
export function ChangePart({ orderId }: { orderId: string }) {
  const t = useTranslations("myOrders.change");
  return (
    <div className="grid justify-items-start gap-4">
      <p className="max-w-prose text-soft">{t("teaser")}</p>
      <Link href={`/preorders/${orderId}/change`} className={buttonClass({ look: "line" })}>
        <ArrowLeftRight aria-hidden className="size-4" />
        {t("open")}
      </Link>
    </div>
  );
}
