"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { countColumn, moneyColumn, textColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { type CallableBalance, callInput } from "#lib/balances/schema.ts";
import type { DoneForOrders } from "#lib/handover/schema.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";

/** Locked orders whose balance waits for the word that they are ready to be paid. */
export function CallTable({ callable }: { callable: CallableBalance[] }) {
  const t = useTranslations("ops.money.call");
  const [chosen, setChosen] = useState<CallableBalance | null>(null);
  const columns: Column<CallableBalance>[] = [
    textColumn("edition", t("edition"), ({ edition }) => edition),
    countColumn("orders", t("orders"), ({ orders }) => orders),
    moneyColumn("owed", t("owed"), ({ currency, owedMinor }) => ({ minor: owedMinor, currency }), {
      style: "full",
      className: "font-semibold",
    }),
    {
      name: "acts",
      head: t("acts"),
      cell: (balance) => (
        <ActButton letter="c" onClick={() => setChosen(balance)}>
          {t("call")}
        </ActButton>
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={t("heading")}
        columns={columns}
        rows={callable}
        idOf={({ editionId, currency }) => `${editionId} ${currency}`}
        hasRowKeys
      />
      {chosen && <CallSheet callable={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

const choices = [0, 1, 2, 3, 7, 14];

function CallSheet({ callable, onClose }: { callable: CallableBalance; onClose: () => void }) {
  const t = useTranslations("ops.money.call");
  const [inDays, setInDays] = useState(2);
  const { ids, orders, edition } = callable;
  return (
    <ActSheet
      title={t("title")}
      description={edition}
      path="/api/ops/balances/call"
      schema={callInput}
      read={() => ({ ids, inDays })}
      label={t("callMany", { count: ids.length })}
      done={({ done }: DoneForOrders) => t("called", { count: done.length })}
      onClose={onClose}
    >
      <p className="text-sm text-soft">{t("explain")}</p>
      {orders > ids.length && <p className="text-sm text-warn">{t("part", { count: ids.length, orders })}</p>}
      <Field label={t("when")} required>
        {(binding) => (
          <Select {...binding} autoFocus value={inDays} onChange={(picked) => setInDays(Number(picked.target.value))}>
            {choices.map((count) => (
              <option key={count} value={count}>
                {t("inDays", { count })}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActSheet>
  );
}
