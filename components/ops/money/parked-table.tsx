"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { ParkedEvent } from "#lib/payments/schema.ts";
import { useRowKeys } from "../use-row-keys.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { OrderLink } from "./order-link.tsx";
import { useDeskAct } from "./use-desk-act.ts";

/** What rails said that does not fit the books: settled by hand with a note, or applied again. */
export function ParkedTable({ events }: { events: ParkedEvent[] }) {
  const t = useTranslations("ops.money.parked");
  const { busyId, act } = useDeskAct();
  const [chosen, setChosen] = useState<ParkedEvent | null>(null);
  const keys = useRowKeys({ count: events.length, rendered: { first: 0, last: events.length - 1 }, reveal: () => {} });
  const applyAgain = ({ id }: ParkedEvent) =>
    act<{ status: "applied" | "ignored" | "parked" }>(id, `/api/ops/payments/parked/${id}/application`, undefined, {
      ok: ({ status }) => t(`again.${status}`),
    });
  return (
    <>
      <Table dense label={t("heading")} className="min-w-5xl">
        <thead>
          <tr>
            <HeadCell>{t("at")}</HeadCell>
            <HeadCell>{t("said")}</HeadCell>
            <HeadCell numeric>{t("amount")}</HeadCell>
            <HeadCell numeric>{t("asked")}</HeadCell>
            <HeadCell>{t("why")}</HeadCell>
            <HeadCell>{t("order")}</HeadCell>
            <HeadCell>{t("acts")}</HeadCell>
          </tr>
        </thead>
        <tbody {...keys.body}>
          {events.map((event, index) => (
            <Row key={event.id} {...keys.row(index)}>
              <Cell className="whitespace-nowrap">
                <LocalTime iso={event.receivedAt} />
              </Cell>
              <Cell>
                {event.rail} · {t(`kinds.${event.said.kind}`)}
                <span className="wrap-anywhere block font-mono text-soft text-xs">
                  {event.said.ref || event.eventId}
                </span>
              </Cell>
              <Cell numeric className="font-semibold text-danger">
                {event.said.amountMinor === null || event.said.currency === null ? (
                  "–"
                ) : (
                  <Money minor={event.said.amountMinor} currency={event.said.currency} style="full" />
                )}
              </Cell>
              <Cell numeric>
                {event.payment ? (
                  <Money minor={event.payment.amountMinor} currency={event.payment.currency} style="full" />
                ) : (
                  "–"
                )}
              </Cell>
              <Cell className="min-w-48 text-soft">{event.note}</Cell>
              <Cell>{event.payment && <OrderLink id={event.payment.preorderId} who={event.payment.contact} />}</Cell>
              <Cell>
                <span className="flex gap-2">
                  <ActButton letter="r" onClick={() => setChosen(event)}>
                    {t("resolve")}
                  </ActButton>
                  <ActButton letter="a" busy={busyId === event.id} onClick={() => void applyAgain(event)}>
                    {t("apply")}
                  </ActButton>
                </span>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {chosen && <ResolveSheet event={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function ResolveSheet({ event, onClose }: { event: ParkedEvent; onClose: () => void }) {
  const t = useTranslations("ops.money.parked");
  const { busyId, act } = useDeskAct();
  const [note, setNote] = useState("");
  const resolve = () =>
    act(event.id, `/api/ops/payments/parked/${event.id}/resolution`, { note }, { ok: t("resolved"), onDone: onClose });
  return (
    <ActSheet
      title={t("resolveTitle")}
      description={event.note}
      label={t("resolve")}
      busy={busyId !== null}
      disabled={note.trim() === ""}
      onClose={onClose}
      onAct={() => void resolve()}
    >
      <Field label={t("note")} hint={t("noteHint")} required>
        {(binding) => (
          <Textarea
            {...binding}
            autoFocus
            maxLength={500}
            value={note}
            onChange={(typed) => setNote(typed.target.value)}
          />
        )}
      </Field>
    </ActSheet>
  );
}
