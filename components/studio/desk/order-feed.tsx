import { useFormatter, useTranslations } from "next-intl";
import type { Desk } from "./use-desk.ts";

/** The newest pre-orders, as the room sees them: masked names, no money. */
export function OrderFeed({ desk: { live, view } }: { desk: Desk }) {
  const t = useTranslations("studio.orders");
  const format = useFormatter();
  const names = new Map(
    view.products.flatMap((product) => product.editions.map(({ id, name }) => [id, `${product.name} · ${name}`])),
  );
  const newest = live.orders.toReversed();
  return (
    <section aria-labelledby="orders-heading" className="flex min-h-0 flex-col">
      <h2 id="orders-heading" className="slug flex min-h-12 items-center border-rule border-b px-4 text-soft">
        {t("heading")}
      </h2>
      {newest.length === 0 ? (
        <p className="p-4 text-sm text-soft">{t("empty")}</p>
      ) : (
        <ol
          aria-label={t("heading")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
          tabIndex={0}
          className="relative min-h-0 flex-1 overflow-y-auto py-1 max-md:max-h-[50dvh]"
        >
          {newest.map((order) => (
            <li key={order.id} className="flex animate-fade-in items-baseline gap-3 px-4 py-1.5 text-sm">
              <span className="shrink-0 font-medium">{order.name}</span>
              <span className="min-w-0 flex-1 truncate text-soft">{names.get(order.editionId) ?? t("unknown")}</span>
              <span className="figures shrink-0">×{format.number(order.quantity)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
