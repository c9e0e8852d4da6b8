"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { DisputeRecord } from "#lib/payments/schema.ts";
import { useRowKeys } from "../use-row-keys.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { OrderLink } from "./order-link.tsx";
import { useDeskAct } from "./use-desk-act.ts";

type Chosen = { dispute: DisputeRecord; way: "refund" | "decide" };

/** Charges that a cardholder or a bank doubts: until when to answer, with what, and what a person may do. */
export function DisputeTable({ disputes }: { disputes: DisputeRecord[] }) {
  const t = useTranslations("ops.money.disputes");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const last = disputes.length - 1;
  const keys = useRowKeys({ count: disputes.length, rendered: { first: 0, last }, reveal: () => {} });
  return (
    <>
      <Table dense label={t("heading")} className="min-w-5xl">
        <thead>
          <tr>
            <HeadCell>{t("dueBy")}</HeadCell>
            <HeadCell>{t("what")}</HeadCell>
            <HeadCell numeric>{t("amount")}</HeadCell>
            <HeadCell>{t("status")}</HeadCell>
            <HeadCell>{t("order")}</HeadCell>
            <HeadCell>{t("evidence")}</HeadCell>
            <HeadCell>{t("acts")}</HeadCell>
          </tr>
        </thead>
        <tbody {...keys.body}>
          {disputes.map((dispute, index) => (
            <Row key={dispute.id} {...keys.row(index)}>
              <Cell className="whitespace-nowrap font-semibold">
                {dispute.dueBy ? <LocalTime iso={dispute.dueBy} /> : "–"}
              </Cell>
              <Cell>
                {t(`kinds.${dispute.kind}`)} · {dispute.reason.replaceAll("_", " ")}
                <span className="wrap-anywhere block font-mono text-soft text-xs">{dispute.reference}</span>
              </Cell>
              <Cell numeric className="font-semibold text-danger">
                <Money minor={dispute.amountMinor} currency={dispute.currency} style="full" />
              </Cell>
              <Cell>{dispute.status.replaceAll("_", " ")}</Cell>
              <Cell>
                <OrderLink id={dispute.payment.preorderId} who={dispute.payment.contact} />
              </Cell>
              <Cell>
                <Link href={`/ops/orders/${dispute.payment.preorderId}`} className="underline underline-offset-4">
                  {t("record")}
                </Link>
              </Cell>
              <Cell>
                <span className="flex gap-2">
                  {dispute.kind === "warning" && (
                    <ActButton letter="r" onClick={() => setChosen({ dispute, way: "refund" })}>
                      {t("refund")}
                    </ActButton>
                  )}
                  {dispute.canDecide && (
                    <ActButton letter="d" onClick={() => setChosen({ dispute, way: "decide" })}>
                      {t(dispute.kind === "warning" ? "seen" : "decide")}
                    </ActButton>
                  )}
                </span>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {chosen && <NoteSheet key={chosen.dispute.id} {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

/** A refund ends the order, and its buyer reads why; a decision is for whoever asks later. */
function NoteSheet({ dispute, way, onClose }: Chosen & { onClose: () => void }) {
  const t = useTranslations("ops.money.disputes");
  const { busyId, act } = useDeskAct();
  const [note, setNote] = useState("");
  const isRefund = way === "refund";
  const send = () =>
    isRefund
      ? act(
          dispute.id,
          `/api/ops/preorders/${dispute.payment.preorderId}/cancellation`,
          { reason: note },
          { ok: t("refunded"), onDone: onClose },
        )
      : act(
          dispute.id,
          `/api/ops/payments/disputes/${dispute.id}/decision`,
          { note },
          { ok: t("decided"), onDone: onClose },
        );
  return (
    <ActSheet
      title={t(isRefund ? "refundTitle" : "decideTitle")}
      description={t(isRefund ? "refundLead" : "decideLead")}
      label={t(isRefund ? "refund" : dispute.kind === "warning" ? "seen" : "decide")}
      busy={busyId !== null}
      disabled={note.trim() === ""}
      onClose={onClose}
      onAct={() => void send()}
    >
      <Field label={t(isRefund ? "reason" : "note")} hint={t(isRefund ? "reasonHint" : "noteHint")} required>
        {(binding) => (
          <Textarea
            {...binding}
            autoFocus
            maxLength={300}
            value={note}
            onChange={(typed) => setNote(typed.target.value)}
          />
        )}
      </Field>
    </ActSheet>
  );
}
