"use client";

import { useTranslations } from "next-intl";
import { textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { NothingHere } from "./nothing-here.tsx";

type Act = OrderRecord["audit"][number];

/** Who of the staff did what to the order, and how it was before. */
export function RecordAudit({ audit }: { audit: Act[] }) {
  const t = useTranslations("orders.record");
  const columns: Column<Act>[] = [
    timeColumn("at", t("columns.at"), ({ at }) => at, { style: "minute" }),
    {
      name: "actor",
      head: t("columns.actor"),
      className: "whitespace-nowrap",
      cell: ({ actor }) => actor ?? t("nobody"),
    },
    textColumn("action", t("columns.action"), ({ action }) => action, {
      className: "whitespace-nowrap font-mono text-xs",
    }),
    {
      name: "change",
      head: t("columns.change"),
      className: "wrap-anywhere w-full",
      cell: ({ before, after }) => (
        <>
          <Facts facts={before} isOld />
          <Facts facts={after} />
        </>
      ),
    },
  ];
  return (
    <DataTable
      keepsOrder
      label={t("audit")}
      columns={columns}
      rows={audit}
      idOf={({ id }) => String(id)}
      empty={<NothingHere>{t("noAudit")}</NothingHere>}
      width="max-lg:min-w-2xl"
    />
  );
}

function Facts({ facts, isOld = false }: { facts: unknown; isOld?: boolean }) {
  if (typeof facts !== "object" || facts === null) return null;
  return (
    <span className="grid grid-cols-[1rem_minmax(0,1fr)]">
      <span aria-hidden className={isOld ? "text-danger" : "text-ok"}>
        {isOld ? "−" : "+"}
      </span>
      <span className={isOld ? "text-soft" : ""}>
        {Object.entries(facts).map(([name, value]) => (
          <span key={name} className="mr-4 inline-block">
            <span className="text-soft">{name}</span> {typeof value === "string" ? value : JSON.stringify(value)}
          </span>
        ))}
      </span>
    </span>
  );
}
