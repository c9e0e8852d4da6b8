"use client";

import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { preorderState } from "#lib/preorders/schema.ts";
import { type NewestOrder, numericColumns, orderColumns, orderFeatures } from "./order-columns.tsx";
import { useRowKeys } from "./use-row-keys.ts";

const rowHeight = 36;

/** The newest orders, newest first until sorted otherwise. Arrows walk the rows, Enter opens the order. */
export function NewestOrders({ orders }: { orders: NewestOrder[] }) {
  const t = useTranslations("ops.newest");
  const format = useFormatter();
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(
    () =>
      orderColumns(
        (name) => t(`columns.${name}`),
        (state) => {
          const known = preorderState.safeParse(state);
          return known.success ? t(`states.${known.data}`) : state;
        },
      ),
    [t],
  );
  const table = useTable({
    features: orderFeatures,
    columns,
    data: orders,
    getRowId: (order) => order.id,
    initialState: { sorting: [{ id: "at", desc: true }] },
  });
  const { rows } = table.getRowModel();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialRect: { width: 0, height: 12 * rowHeight },
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const keys = useRowKeys({
    count: rows.length,
    rendered: { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0 },
    reveal: (index) => virtual.scrollToIndex(index),
  });

  return (
    <div className="grid min-w-0 content-start gap-1">
      <h2 className="slug text-soft">{t("heading", { count: orders.length })}</h2>
      {orders.length === 0 ? (
        <p className="py-3 text-soft">{t("empty")}</p>
      ) : (
        <div ref={scroller} className="relative max-h-112 overflow-auto">
          <table aria-label={t("label")} className="figures w-full min-w-3xl border-collapse text-left text-sm">
            <thead className="sticky top-0 z-10 bg-paper">
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id}>
                  {group.headers.map((header) => {
                    const sorted = header.column.getIsSorted();
                    return (
                      <th
                        key={header.id}
                        scope="col"
                        aria-sort={sorted === false ? undefined : sorted === "asc" ? "ascending" : "descending"}
                        className="px-3 py-1.5 font-normal shadow-[inset_0_-1px_0_var(--ink)] first:pl-1"
                      >
                        <button
                          type="button"
                          onClick={header.column.getToggleSortingHandler()}
                          className={clsx(
                            "slug flex w-full items-center gap-1 whitespace-nowrap text-soft hover:text-ink",
                            numericColumns.has(header.id) && "justify-end",
                          )}
                        >
                          <table.FlexRender header={header} />
                          {sorted !== false && <span aria-hidden>{sorted === "asc" ? "↑" : "↓"}</span>}
                        </button>
                      </th>
                    );
                  })}
                </tr>
              ))}
            </thead>
            <tbody {...keys.body}>
              {above > 0 && <Gap height={above} />}
              {items.map(({ index }) => {
                const row = rows[index];
                return (
                  row && (
                    <tr
                      key={row.id}
                      {...keys.row(index)}
                      className="h-9 border-rule border-b -outline-offset-2 hover:bg-raised focus:bg-raised"
                    >
                      {row.getAllCells().map((cell) => (
                        <td
                          key={cell.id}
                          className={clsx(
                            "whitespace-nowrap px-3 first:pl-1",
                            numericColumns.has(cell.column.id) && "text-right",
                          )}
                        >
                          {cell.column.id === "quantity" ? (
                            format.number(row.original.quantity)
                          ) : (
                            <table.FlexRender cell={cell} />
                          )}
                        </td>
                      ))}
                    </tr>
                  )
                );
              })}
              {below > 0 && <Gap height={below} />}
            </tbody>
          </table>
        </div>
      )}
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
