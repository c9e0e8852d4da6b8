"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { moneyColumn, textColumn, timeColumn } from "#components/ui/columns.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { type ParkedEvent, resolutionInput } from "#lib/payments/schema.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { NoteField } from "./note-field.tsx";
import { OrderLink } from "./order-link.tsx";
import { useDeskAct } from "./use-desk-act.ts";

/** What rails said that does not fit the books: settled by hand with a note, or applied again. */
export function ParkedTable({ events }: { events: ParkedEvent[] }) {
  const t = useTranslations("ops.money.parked");
  const [chosen, setChosen] = useState<ParkedEvent | null>(null);
  return (
    <>
      <DataTable
        label={t("heading")}
        columns={useColumns(setChosen)}
        rows={events}
        idOf={({ id }) => id}
        hasRowKeys
        width="min-w-5xl"
      />
      {chosen && <ResolveSheet event={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function useColumns(choose: (event: ParkedEvent) => void): Column<ParkedEvent>[] {
  const t = useTranslations("ops.money.parked");
  const { busyId, act } = useDeskAct();
  const applyAgain = ({ id }: ParkedEvent) =>
    act<{ status: "applied" | "ignored" | "parked" }>(id, `/api/ops/payments/parked/${id}/application`, ({ status }) =>
      t(`again.${status}`),
    );
  return [
    timeColumn("at", t("at"), ({ receivedAt }) => receivedAt),
    {
      name: "said",
      head: t("said"),
      cell: ({ rail, said, eventId }) => (
        <>
          {rail} · {t(`kinds.${said.kind}`)}
          <span className="wrap-anywhere block font-mono text-soft text-xs">{said.ref || eventId}</span>
        </>
      ),
    },
    moneyColumn("amount", t("amount"), ({ said }) => amountOf(said), {
      style: "full",
      className: "font-semibold text-danger",
    }),
    moneyColumn("asked", t("asked"), ({ payment }) => payment && amountOf(payment), { style: "full" }),
    textColumn("why", t("why"), ({ note }) => note, { className: "min-w-48 text-soft" }),
    {
      name: "order",
      head: t("order"),
      cell: ({ payment }) => payment && <OrderLink id={payment.preorderId} who={payment.contact} />,
    },
    {
      name: "acts",
      head: t("acts"),
      cell: (event) => (
        <span className="flex gap-2">
          <ActButton letter="r" onClick={() => choose(event)}>
            {t("resolve")}
          </ActButton>
          <ActButton letter="a" busy={busyId === event.id} onClick={() => void applyAgain(event)}>
            {t("apply")}
          </ActButton>
        </span>
      ),
    },
  ];
}

/** A rail may speak of no amount at all. */
function amountOf({ amountMinor: minor, currency }: { amountMinor: number | null; currency: string | null }) {
  return minor === null || currency === null ? null : { minor, currency };
}

function ResolveSheet({ event, onClose }: { event: ParkedEvent; onClose: () => void }) {
  const t = useTranslations("ops.money.parked");
  const [note, setNote] = useState("");
  return (
    <ActSheet
      title={t("resolveTitle")}
      description={event.note}
      path={`/api/ops/payments/parked/${event.id}/resolution`}
      schema={resolutionInput}
      read={() => ({ note })}
      label={t("resolve")}
      done={t("resolved")}
      isBlocked={note.trim() === ""}
      onClose={onClose}
    >
      <NoteField name="note" text={note} onText={setNote} autoFocus />
    </ActSheet>
  );
}
