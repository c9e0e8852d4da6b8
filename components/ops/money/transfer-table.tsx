"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "#components/forms/form-field.tsx";
import { optionalOf } from "#components/forms/read-form.ts";
import { moneyColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Field } from "#components/ui/field.tsx";
import { Money } from "#components/ui/money.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { confirmationInput, type PaymentRecord } from "#lib/payments/schema.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { OrderLink } from "./order-link.tsx";

/** Transfers that a person looks for on a bank statement, or has to send. */
export function TransferTable({ label, transfers }: { label: string; transfers: PaymentRecord[] }) {
  const [chosen, setChosen] = useState<PaymentRecord | null>(null);
  return (
    <>
      <DataTable
        label={label}
        columns={useColumns(setChosen)}
        rows={transfers}
        idOf={({ id }) => id}
        hasRowKeys
        width="min-w-3xl"
      />
      {chosen && <ConfirmSheet key={chosen.id} transfer={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function useColumns(choose: (transfer: PaymentRecord) => void): Column<PaymentRecord>[] {
  const t = useTranslations("ops.money.transfers");
  return [
    timeColumn("since", t("since"), ({ at }) => at),
    {
      name: "reference",
      head: t("reference"),
      className: "select-all whitespace-nowrap font-mono",
      sortBy: ({ reference }) => reference,
      cell: ({ reference }) => reference ?? t("noReference"),
    },
    moneyColumn("amount", t("amount"), ({ currency, amountMinor }) => ({ minor: amountMinor, currency }), {
      style: "full",
      className: "font-semibold",
    }),
    {
      name: "for",
      head: t("for"),
      cell: ({ kind, failure }) => (
        <>
          {t(`kinds.${kind}`)}
          {failure && <span className="block text-danger text-xs">{t("refusedBefore", { reason: failure })}</span>}
        </>
      ),
    },
    {
      name: "order",
      head: t("order"),
      cell: ({ preorderId, contact }) => <OrderLink id={preorderId} who={contact} />,
    },
    {
      name: "acts",
      head: t("acts"),
      cell: (transfer) => (
        <ActButton letter="c" onClick={() => choose(transfer)}>
          {t(transfer.kind === "REFUND" ? "sent" : "arrived")}
        </ActButton>
      ),
    },
  ];
}

/** The amount is typed from the statement, not taken over: a difference has to show. */
function ConfirmSheet({ transfer, onClose }: { transfer: PaymentRecord; onClose: () => void }) {
  const t = useTranslations("ops.money.transfers");
  const [amountMinor, setAmount] = useState<number | null>(null);
  const { id, kind, currency, reference } = transfer;
  const isRefund = kind === "REFUND";
  const isWrong = amountMinor !== null && amountMinor !== transfer.amountMinor;
  return (
    <ActSheet
      title={t(isRefund ? "sentTitle" : "arrivedTitle")}
      description={reference}
      path={`/api/ops/payments/${id}/confirmation`}
      schema={confirmationInput}
      read={(typed) => ({ amountMinor, currency, note: optionalOf(typed, "note") ?? undefined })}
      label={t(isRefund ? "sent" : "arrived")}
      done={t(isRefund ? "sentDone" : "arrivedDone")}
      isBlocked={amountMinor === null || isWrong}
      onClose={onClose}
    >
      <Field
        label={t(isRefund ? "amountSent" : "amountArrived")}
        hint={t("expected", { currency })}
        error={isWrong ? t("differs") : undefined}
        required
      >
        {(binding) => <MoneyInput {...binding} autoFocus minor={amountMinor} currency={currency} onMinor={setAmount} />}
      </Field>
      <p className="text-sm text-soft">
        {t("askedFor")} <Money minor={transfer.amountMinor} currency={currency} style="full" />
      </p>
      <TextField name="note" label={t("note")} optional maxLength={500} />
    </ActSheet>
  );
}
