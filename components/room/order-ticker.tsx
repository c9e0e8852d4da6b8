"use client";

import { useTranslations } from "next-intl";
import { editionTitle } from "#components/catalog/edition-title.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { FeedOrder, LiveStock } from "#lib/live/contract.ts";
import { useReturns } from "./use-returns.ts";

type OrderTickerProps = { orders: FeedOrder[]; products: ProductView[]; stock: LiveStock[] };

/** The newest pre-orders running under the picture: one line on a phone, three beside it. What comes back is news, too. */
export function OrderTicker({ orders, products, stock }: OrderTickerProps) {
  const t = useTranslations("room.feed");
  const back = useReturns(stock);
  const newest = orders.slice(-3).reverse();
  return (
    <section
      aria-label={t("title")}
      className="on-picture tall:order-2 tall:mx-2.5 tall:mt-1 min-w-0 tall:w-fit tall:max-w-[calc(100%-1.25rem)] tall:self-start tall:rounded-lg tall:bg-raised wide:border-rule wide:border-b wide:bg-paper [@media(height<32rem)]:hidden"
    >
      <ol
        data-testid="feed"
        aria-live="polite"
        aria-relevant="additions"
        className="grid h-7 content-start overflow-hidden px-3 text-sm leading-7 wide:h-21 wide:px-4 wide:py-1.5 wide:leading-6"
      >
        {back && (
          <li key={`${back.editionId} back`} className="animate-fade-in truncate font-medium text-ok">
            {t("back", { count: back.count, edition: editionTitle(products, back.editionId) ?? "" })}
          </li>
        )}
        {newest.length === 0 && !back && <li className="truncate text-soft">{t("quiet")}</li>}
        {newest.map((order) => (
          <li key={order.id} className="flex animate-fade-in items-center gap-2 text-soft">
            <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-ok" />
            <span className="truncate">
              {t.rich(order.quantity > 1 ? "many" : "one", {
                b: (name) => <b className="font-medium text-ink">{name}</b>,
                name: order.name,
                quantity: order.quantity,
                edition: editionTitle(products, order.editionId) ?? "",
              })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
