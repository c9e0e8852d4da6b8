import { useTranslations } from "next-intl";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** What was promised, each change under its reason, the newest first; one sentence while nothing has changed. */
export function PromiseHistory({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  if (order.promise.every(({ reason }) => reason === null)) {
    return <p className="text-sm text-soft">{t("promiseNote")}</p>;
  }
  return (
    <div className="grid gap-4">
      <p className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">{t("promiseChanged")}</p>
      <ol aria-label={t("promiseHistory")} data-testid="promise-history" className="border-rule border-t">
        {order.promise.toReversed().map(({ reason, at, ...window }, index) => (
          <li key={at} className="grid gap-0.5 border-rule border-b py-3">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className={index === 0 ? "font-semibold" : "text-soft line-through"}>
                <DeliveryWindow window={window} />
              </span>
              <span className="text-sm text-soft">
                <LocalTime iso={at} style="day" />
              </span>
            </p>
            <p className="wrap-anywhere text-sm">{reason ?? t("promiseFirst")}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
