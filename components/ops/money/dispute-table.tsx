"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { moneyColumn, textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { type DisputeRecord, resolutionInput } from "#lib/payments/schema.ts";
import { callOffInput } from "#lib/preorders/schema.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { NoteField } from "./note-field.tsx";
import { OrderLink } from "./order-link.tsx";

type Chosen = { dispute: DisputeRecord; way: "refund" | "decide" };

/** Charges that a cardholder or a bank doubts: until when to answer, with what, and what a person may do. */
export function DisputeTable({ disputes }: { disputes: DisputeRecord[] }) {
  const t = useTranslations("ops.money.disputes");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <>
      <DataTable
        label={t("heading")}
        columns={useColumns(setChosen)}
        rows={disputes}
        idOf={({ id }) => id}
        hasRowKeys
        width="min-w-5xl"
      />
      {chosen && <NoteSheet key={chosen.dispute.id} {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function useColumns(choose: (chosen: Chosen) => void): Column<DisputeRecord>[] {
  const t = useTranslations("ops.money.disputes");
  return [
    timeColumn("dueBy", t("dueBy"), ({ dueBy }) => dueBy, { className: "whitespace-nowrap font-semibold" }),
    {
      name: "what",
      head: t("what"),
      cell: ({ kind, reason, reference }) => (
        <>
          {t(`kinds.${kind}`)} · {reason.replaceAll("_", " ")}
          <span className="wrap-anywhere block font-mono text-soft text-xs">{reference}</span>
        </>
      ),
    },
    moneyColumn("amount", t("amount"), ({ currency, amountMinor }) => ({ minor: amountMinor, currency }), {
      style: "full",
      className: "font-semibold text-danger",
    }),
    textColumn("status", t("status"), ({ status }) => status.replaceAll("_", " ")),
    {
      name: "order",
      head: t("order"),
      cell: ({ payment }) => <OrderLink id={payment.preorderId} who={payment.contact} />,
    },
    {
      name: "evidence",
      head: t("evidence"),
      cell: ({ payment }) => (
        <Link href={`/ops/orders/${payment.preorderId}`} className="underline underline-offset-4">
          {t("record")}
        </Link>
      ),
    },
    {
      name: "acts",
      head: t("acts"),
      cell: (dispute) => (
        <span className="flex gap-2">
          {dispute.kind === "warning" && (
            <ActButton letter="r" onClick={() => choose({ dispute, way: "refund" })}>
              {t("refund")}
            </ActButton>
          )}
          {dispute.canDecide && (
            <ActButton letter="d" onClick={() => choose({ dispute, way: "decide" })}>
              {t(dispute.kind === "warning" ? "seen" : "decide")}
            </ActButton>
          )}
        </span>
      ),
    },
  ];
}

/** A refund ends the order, and its buyer reads why; a decision is for whoever asks later. */
function NoteSheet({ dispute: { id, kind, payment }, way, onClose }: Chosen & { onClose: () => void }) {
  const t = useTranslations("ops.money.disputes");
  const [text, setText] = useState("");
  const shared = { isBlocked: text.trim() === "", onClose };
  const field = { text, onText: setText, autoFocus: true, maxLength: 300 };
  if (way === "refund") {
    return (
      <ActSheet
        {...shared}
        title={t("refundTitle")}
        description={t("refundLead")}
        path={`/api/ops/preorders/${payment.preorderId}/cancellation`}
        schema={callOffInput}
        read={() => ({ reason: text })}
        label={t("refund")}
        done={t("refunded")}
      >
        <NoteField name="reason" {...field} />
      </ActSheet>
    );
  }
  return (
    <ActSheet
      {...shared}
      title={t("decideTitle")}
      description={t("decideLead")}
      path={`/api/ops/payments/disputes/${id}/decision`}
      schema={resolutionInput}
      read={() => ({ note: text })}
      label={t(kind === "warning" ? "seen" : "decide")}
      done={t("decided")}
    >
      <NoteField name="note" {...field} />
    </ActSheet>
  );
}
