"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { PaymentRecord } from "#lib/payments/schema.ts";
import { useRowKeys } from "../use-row-keys.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { OrderLink } from "./order-link.tsx";
import { useDeskAct } from "./use-desk-act.ts";

/** Transfers that a person looks for on a bank statement, or has to send. */
export function TransferTable({ label, transfers }: { label: string; transfers: PaymentRecord[] }) {
  const t = useTranslations("ops.money.transfers");
  const [chosen, setChosen] = useState<PaymentRecord | null>(null);
  const last = transfers.length - 1;
  const keys = useRowKeys({ count: transfers.length, rendered: { first: 0, last }, reveal: () => {} });
  return (
    <>
      <Table dense label={label} className="min-w-3xl">
        <thead>
          <tr>
            <HeadCell>{t("since")}</HeadCell>
            <HeadCell>{t("reference")}</HeadCell>
            <HeadCell numeric>{t("amount")}</HeadCell>
            <HeadCell>{t("for")}</HeadCell>
            <HeadCell>{t("order")}</HeadCell>
            <HeadCell>{t("acts")}</HeadCell>
          </tr>
        </thead>
        <tbody {...keys.body}>
          {transfers.map((transfer, index) => (
            <Row key={transfer.id} {...keys.row(index)}>
              <Cell className="whitespace-nowrap">
                <LocalTime iso={transfer.at} />
              </Cell>
              <Cell className="select-all whitespace-nowrap font-mono">{transfer.reference ?? t("noReference")}</Cell>
              <Cell numeric className="font-semibold">
                <Money minor={transfer.amountMinor} currency={transfer.currency} style="full" />
              </Cell>
              <Cell>
                {t(`kinds.${transfer.kind}`)}
                {transfer.failure && (
                  <span className="block text-danger text-xs">{t("refusedBefore", { reason: transfer.failure })}</span>
                )}
              </Cell>
              <Cell>
                <OrderLink id={transfer.preorderId} who={transfer.contact} />
              </Cell>
              <Cell>
                <ActButton letter="c" onClick={() => setChosen(transfer)}>
                  {t(transfer.kind === "REFUND" ? "sent" : "arrived")}
                </ActButton>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {chosen && <ConfirmSheet key={chosen.id} transfer={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

/** The amount is typed from the statement, not taken over: a difference has to show. */
function ConfirmSheet({ transfer, onClose }: { transfer: PaymentRecord; onClose: () => void }) {
  const t = useTranslations("ops.money.transfers");
  const { busyId, act } = useDeskAct();
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const { id, kind, currency, reference } = transfer;
  const isRefund = kind === "REFUND";
  const confirm = () => {
    const body = { amountMinor, currency, ...(note.trim() === "" ? {} : { note }) };
    return act(id, `/api/ops/payments/${id}/confirmation`, body, {
      ok: t(isRefund ? "sentDone" : "arrivedDone"),
      onDone: onClose,
    });
  };
  const isWrong = amountMinor !== null && amountMinor !== transfer.amountMinor;
  return (
    <ActSheet
      title={t(isRefund ? "sentTitle" : "arrivedTitle")}
      description={reference}
      label={t(isRefund ? "sent" : "arrived")}
      busy={busyId !== null}
      disabled={amountMinor === null || isWrong}
      onClose={onClose}
      onAct={() => void confirm()}
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
      <Field label={t("note")} optional>
        {(binding) => (
          <Input {...binding} maxLength={500} value={note} onChange={(typed) => setNote(typed.target.value)} />
        )}
      </Field>
    </ActSheet>
  );
}
