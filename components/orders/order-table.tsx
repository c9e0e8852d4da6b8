"use client";

import { Flag } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { countColumn, moneyColumn, textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { OrderCount, OrderFilter, OrderPage, OrderRow } from "#lib/orders/schema.ts";
import { OrderLink } from "./order-link.tsx";
import { queryOf } from "./order-query.ts";
import { useOrderPages } from "./use-order-pages.ts";

const ahead = 30;

/** All orders of a filter in one table: only the rows in sight exist, the next page is read before the end comes in sight. */
export function OrderTable({ filter, first, counted }: { filter: OrderFilter; first: OrderPage; counted: OrderCount }) {
  const t = useTranslations("orders.table");
  const format = useFormatter();
  const columns = useColumns();
  const total = `${format.number(counted.count)}${counted.isMore ? "+" : ""}`;
  const { orders, hasMore, hasFailed, more } = useOrderPages(filter, first);

  if (orders.length === 0) {
    const isFiltered = queryOf(filter) !== "";
    return (
      <EmptyState title={t(isFiltered ? "nothing" : "empty")}>{t(isFiltered ? "nothingLead" : "emptyLead")}</EmptyState>
    );
  }
  return (
    <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto] gap-2">
      <DataTable
        keepsOrder
        label={t("label")}
        columns={columns}
        rows={orders}
        idOf={({ id }) => id}
        hasRowKeys
        window={{ rowHeight: 36, firstRows: 20 }}
        onReach={(last) => {
          if (last >= orders.length - ahead && hasMore && !hasFailed) void more();
        }}
        width="min-w-5xl"
        className="max-h-[calc(100dvh-15rem)] min-h-72"
        testId="orders-scroller"
      />
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

const cut = "max-w-52 truncate";

/** Sorted by the server alone, newest first: what is not read yet has its place too. */
function useColumns(): Column<OrderRow>[] {
  const t = useTranslations("orders.table");
  return [
    timeColumn("at", t("columns.at"), ({ at }) => at, { style: "minute" }),
    { name: "number", head: t("columns.number"), cell: (order) => <NumberAndMark order={order} /> },
    { name: "state", head: t("columns.state"), cell: ({ state }) => <StateBadge state={`order.${state}`} /> },
    {
      name: "buyer",
      head: t("columns.buyer"),
      className: cut,
      cell: ({ buyer, contact }) => (buyer === contact ? <span className="text-faint">{t("guest")}</span> : buyer),
    },
    textColumn("contact", t("columns.contact"), ({ contact }) => contact, { className: cut }),
    {
      name: "edition",
      head: t("columns.edition"),
      className: cut,
      cell: ({ sku, product, edition }) => (
        <span title={sku}>
          {product} · {edition}
        </span>
      ),
    },
    countColumn("quantity", t("columns.quantity"), ({ quantity }) => quantity),
    moneyColumn("totalMinor", t("columns.totalMinor"), ({ totalMinor, currency }) => ({ minor: totalMinor, currency })),
    moneyColumn("paidMinor", t("columns.paidMinor"), ({ paidMinor, currency }) => ({ minor: paidMinor, currency })),
    textColumn("show", t("columns.show"), ({ show }) => show, { className: cut }),
  ];
}

function NumberAndMark({ order: { id, flagged } }: { order: OrderRow }) {
  const t = useTranslations("orders.table");
  return (
    <span className="flex items-center gap-1.5">
      <OrderLink id={id} isInRow />
      {flagged && (
        <span title={t("marked")} className="text-warn">
          <Flag aria-label={t("marked")} className="size-3.5" />
        </span>
      )}
    </span>
  );
}
