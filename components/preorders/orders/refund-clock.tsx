import { useTranslations } from "next-intl";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { TimeBar } from "./time-bar.tsx";

/** How long the deposit can still be had back, by the database's clock: the time left, and the whole window it is a part of. */
export function RefundClock({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  const words = useTranslations("myOrders.clock");
  if (!order.canCancel) return <p className="text-soft">{t("refundOver")}</p>;
  const { placedAt, refundableUntil } = order;
  const renderedAt = Date.parse(order.serverTime);
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <span className="slug text-soft">{t("refundLeft")}</span>
        <span className="numeral text-3xl" data-testid="refund-left">
          <Countdown to={refundableUntil} renderedAt={renderedAt} done={t("refundOver")} />
        </span>
      </div>
      <TimeBar from={placedAt} to={refundableUntil} renderedAt={renderedAt} />
      <dl className="flex justify-between gap-4 text-sm">
        <div>
          <dt className="text-soft">{words("from")}</dt>
          <dd>
            <LocalTime iso={placedAt} />
          </dd>
        </div>
        <div className="text-right">
          <dt className="text-soft">{words("to")}</dt>
          <dd>
            <LocalTime iso={refundableUntil} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
