"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useRowKeys } from "#components/ops/use-row-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { OrderCount, OrderFilter, OrderPage } from "#lib/orders/schema.ts";
import { OrderCells, orderColumns } from "./order-cells.tsx";
import { queryOf } from "./order-query.ts";
import { useOrderPages } from "./use-order-pages.ts";

const rowHeight = 36;
const ahead = 30;

/** All orders of a filter in one table: only the rows in sight exist, the next page is read before the end comes in sight. */
export function OrderTable({ filter, first, counted }: { filter: OrderFilter; first: OrderPage; counted: OrderCount }) {
  const t = useTranslations("orders.table");
  const format = useFormatter();
  const total = `${format.number(counted.count)}${counted.isMore ? "+" : ""}`;
  const scroller = useRef<HTMLElement>(null);
  const { orders, hasMore, hasFailed, more } = useOrderPages(filter, first);
  const virtual = useVirtualizer({
    count: orders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => orders[index]?.id ?? index,
    initialRect: { width: 0, height: 20 * rowHeight },
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const lastSeen = items.at(-1)?.index ?? 0;
  const keys = useRowKeys({
    count: orders.length,
    rendered: { first: items[0]?.index ?? 0, last: lastSeen },
    reveal: (index) => virtual.scrollToIndex(index),
  });
  const isNear = lastSeen >= orders.length - ahead;
  useEffect(() => {
    if (isNear && hasMore && !hasFailed) void more();
  });

  if (orders.length === 0) {
    const isFiltered = queryOf(filter) !== "";
    return (
      <EmptyState title={t(isFiltered ? "nothing" : "empty")}>{t(isFiltered ? "nothingLead" : "emptyLead")}</EmptyState>
    );
  }
  return (
    <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto] gap-2">
      <section
        ref={scroller}
        aria-label={t("label")}
        data-testid="orders-scroller"
        className="relative max-h-[calc(100dvh-15rem)] min-h-72 overflow-auto"
      >
        <table
          aria-label={t("label")}
          aria-rowcount={-1}
          className="figures w-full min-w-5xl border-collapse text-left text-sm"
        >
          <thead className="sticky top-0 z-10 bg-paper">
            <tr>
              {orderColumns.map(({ name, isNumeric }) => (
                <th
                  key={name}
                  scope="col"
                  className={clsx(
                    "slug whitespace-nowrap px-3 py-1.5 font-normal text-soft shadow-[inset_0_-1px_0_var(--ink)] first:pl-1",
                    isNumeric && "text-right",
                  )}
                >
                  {t(`columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...keys.body}>
            {above > 0 && <Gap height={above} />}
            {items.map(({ index }) => {
              const order = orders[index];
              return (
                order && (
                  <tr
                    key={order.id}
                    {...keys.row(index)}
                    className="h-9 border-rule border-b -outline-offset-2 hover:bg-raised focus:bg-raised"
                  >
                    <OrderCells order={order} />
                  </tr>
                )
              );
            })}
            {below > 0 && <Gap height={below} />}
          </tbody>
        </table>
      </section>
      <footer className="flex min-h-9 flex-wrap items-center justify-between gap-x-6 text-sm text-soft">
        <span className="figures">{t("shown", { count: orders.length, total })}</span>
        {hasFailed ? (
          <span role="alert" className="flex items-center gap-3 text-danger">
            {t("failed")}
            <Button look="line" size="sm" onClick={() => void more()}>
              {t("again")}
            </Button>
          </span>
        ) : (
          <span role="status">{t(hasMore ? "more" : "end")}</span>
        )}
        <span className="max-md:hidden">{t("keys")}</span>
      </footer>
    </div>
  );
}

/** Stands in for the rows that are scrolled out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
