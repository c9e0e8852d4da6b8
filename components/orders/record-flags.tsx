import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { OrderLink } from "./order-link.tsx";

/** Why the order was marked, and the orders it belongs together with. */
export function RecordFlags({ flags }: { flags: OrderRecord["flags"] }) {
  const t = useTranslations("orders.record");
  return (
    <section aria-label={t("flags")} className="grid gap-3 bg-warn-wash px-4 py-3 text-sm">
      {flags.map(({ rule, accounts, orders, clearedAt }) => (
        <div key={rule} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          <Flag aria-hidden className="mt-0.5 size-4 text-warn" />
          <div className="grid gap-1">
            <p className={clearedAt ? "text-soft line-through" : "font-medium text-warn"}>
              {t(`rules.${rule}`, { accounts })}
            </p>
            {orders.length > 0 && (
              <p className="flex flex-wrap gap-x-3 gap-y-1">
                <span className="text-soft">{t("others")}</span>
                {orders.slice(0, 24).map((id) => (
                  <OrderLink key={id} id={id} />
                ))}
              </p>
            )}
            {clearedAt && <p>{t.rich("cleared", { time: () => <LocalTime iso={clearedAt} /> })}</p>}
          </div>
        </div>
      ))}
    </section>
  );
}
