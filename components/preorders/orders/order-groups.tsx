import { useTranslations } from "next-intl";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { PreorderCard } from "./preorder-card.tsx";

const groups = ["now", "live", "past"] as const;

/** First what waits for its buyer and for the clock, then what is on its way, then what is over. */
export function OrderGroups({ orders }: { orders: PreorderView[] }) {
  const t = useTranslations("myOrders.list");
  const shown = groups
    .map((group) => ({ group, members: orders.filter((order) => groupOf(order) === group) }))
    .filter(({ members }) => members.length > 0);
  return (
    <div className="grid gap-12 pt-8">
      {shown.map(({ group, members }) => (
        <section key={group} aria-label={t(group)}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 border-ink border-b pb-2">
            <h2 className="headline text-xl">{t(group)}</h2>
            {group === "now" && <p className="text-sm text-soft">{t("nowLead")}</p>}
          </div>
          <ul>
            {basketsIn(members).map((orders) =>
              orders.length === 1 ? (
                orders.map((order) => <PreorderCard key={order.id} order={order} />)
              ) : (
                <li key={orders[0]?.basketId} className="border-rule border-b">
                  <p className="slug pt-5 text-soft">{t("together", { count: orders.length })}</p>
                  <ul className="border-rule border-l-2 pl-4 [&>li:last-child]:border-b-0">
                    {orders.map((order) => (
                      <PreorderCard key={order.id} order={order} />
                    ))}
                  </ul>
                </li>
              ),
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What was placed at once stands together, where the newest of it stands. */
function basketsIn(orders: PreorderView[]): PreorderView[][] {
  return [...Map.groupBy(orders, ({ id, basketId }) => basketId ?? id).values()];
}

function groupOf({ state, undoUntil }: PreorderView): (typeof groups)[number] {
  if (state === "HELD" || undoUntil) return "now";
  return state === "EXPIRED" || state === "CANCELLED" || state === "DELIVERED" ? "past" : "live";
}
