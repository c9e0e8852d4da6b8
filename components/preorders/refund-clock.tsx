import { useTranslations } from "next-intl";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** How long the deposit can still be had back, by the database's clock. */
export function RefundClock({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  if (!order.canCancel) return <p className="text-soft">{t("refundOver")}</p>;
  return (
    <div className="grid gap-1">
      <span className="slug text-soft">{t("refundLeft")}</span>
      <span className="numeral text-3xl">
        <Countdown to={order.refundableUntil} renderedAt={Date.parse(order.serverTime)} done={t("refundOver")} />
      </span>
      <span className="text-sm text-soft">
        {t("refundUntil")} <LocalTime iso={order.refundableUntil} />
      </span>
    </div>
  );
}
