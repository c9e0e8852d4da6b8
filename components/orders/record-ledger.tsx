"use client";

import { useTranslations } from "next-intl";
import { countColumn, textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";

type Entry = OrderRecord["ledger"][number];

/** The entries of the hash chain that name the order; the hash is what the public proof shows too. */
export function RecordLedger({ ledger, currency }: { ledger: Entry[]; currency: string }) {
  const t = useTranslations("orders.record");
  const columns: Column<Entry>[] = [
    countColumn("seq", t("columns.seq"), ({ seq }) => seq),
    timeColumn("at", t("columns.at"), ({ at }) => at, { style: "minute" }),
    textColumn("entry", t("columns.entry"), ({ kind }) => kind, { className: "font-mono text-xs" }),
    {
      name: "amount",
      head: t("columns.amount"),
      isNumeric: true,
      cell: ({ amountMinor }) => amountMinor !== null && <Money minor={amountMinor} currency={currency} />,
    },
    countColumn("together", t("columns.together"), ({ orders }) => orders, {
      title: t("togetherCounts"),
    }),
    {
      name: "hash",
      head: t("columns.hash"),
      className: "font-mono text-xs",
      cell: ({ hash }) => <span title={hash}>{hash.slice(0, 10)}</span>,
    },
  ];
  return (
    <DataTable
      keepsOrder
      label={t("ledger")}
      columns={columns}
      rows={ledger}
      idOf={({ seq }) => String(seq)}
      width="max-lg:min-w-lg"
    />
  );
}
