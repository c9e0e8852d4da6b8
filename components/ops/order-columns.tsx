import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
} from "@tanstack/react-table";
import Link from "next/link";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Board } from "#lib/live/contract.ts";

export type NewestOrder = Board["newest"][number];

export const orderFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, text: sortFn_text },
});

const helper = createColumnHelper<typeof orderFeatures, NewestOrder>();

export const numericColumns: ReadonlySet<string> = new Set(["quantity", "totalMinor", "paidMinor"]);

type ColumnName = "at" | "buyer" | "edition" | "quantity" | "totalMinor" | "paidMinor" | "state" | "id";
type StateName = (state: string) => string;

/** The columns of the newest orders, in the reader's words. */
export function orderColumns(title: (name: ColumnName) => string, stateName: StateName) {
  return helper.columns([
    helper.accessor("at", {
      header: title("at"),
      sortFn: "text",
      cell: ({ getValue }) => <LocalTime iso={getValue()} style="second" />,
    }),
    helper.accessor("buyer", { header: title("buyer"), sortFn: "text" }),
    helper.accessor("edition", { header: title("edition"), sortFn: "text" }),
    helper.accessor("quantity", { header: title("quantity"), sortFn: "basic" }),
    helper.accessor("totalMinor", {
      header: title("totalMinor"),
      sortFn: (a, b) => compareMoney(a.original, b.original, "totalMinor"),
      cell: ({ row: { original } }) => <Money minor={original.totalMinor} currency={original.currency} withCode />,
    }),
    helper.accessor("paidMinor", {
      header: title("paidMinor"),
      sortFn: (a, b) => compareMoney(a.original, b.original, "paidMinor"),
      cell: ({ row: { original } }) => <Money minor={original.paidMinor} currency={original.currency} withCode />,
    }),
    helper.accessor("state", {
      header: title("state"),
      sortFn: "text",
      cell: ({ getValue }) => <Badge tone={stateTones.get(getValue()) ?? "neutral"}>{stateName(getValue())}</Badge>,
    }),
    helper.accessor("id", {
      header: title("id"),
      sortFn: "text",
      cell: ({ getValue }) => (
        <Link
          href={`/ops/orders/${getValue()}`}
          tabIndex={-1}
          className="font-mono text-xs underline underline-offset-4"
        >
          {getValue().slice(-8)}
        </Link>
      ),
    }),
  ]);
}

/** Amounts in two currencies say nothing of each other: each currency stands together. */
function compareMoney(a: NewestOrder, b: NewestOrder, field: "totalMinor" | "paidMinor"): number {
  return a.currency === b.currency ? a[field] - b[field] : a.currency < b.currency ? -1 : 1;
}

const stateTones = new Map<string, Tone>([
  ["HELD", "warn"],
  ["RESERVED", "ok"],
  ["LOCKED", "ok"],
]);
