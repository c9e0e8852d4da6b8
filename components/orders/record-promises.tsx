import { useTranslations } from "next-intl";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** Every window that was promised, oldest first, with its reason. */
export function RecordPromises({ promise }: Pick<PreorderView, "promise">) {
  const t = useTranslations("orders.record");
  return (
    <ol aria-label={t("promise")} className="figures border-ink border-t text-sm">
      {promise.map(({ reason, at, ...window }) => (
        <li key={at} className="grid gap-0.5 border-rule border-b py-1.5">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <DeliveryWindow window={window} />
            <span className="text-soft">
              <LocalTime iso={at} />
            </span>
          </span>
          <span className="wrap-anywhere text-soft">{reason ?? t("first")}</span>
        </li>
      ))}
    </ol>
  );
}
