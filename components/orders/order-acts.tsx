"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ActButton } from "#components/forms/act-button.tsx";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { promiseInput } from "#lib/delivery-windows/schema.ts";
import { formatMoney } from "#lib/money.ts";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { callOffInput, transferInput } from "#lib/preorders/schema.ts";
import { ActSheet } from "./act-sheet.tsx";
import { ParcelActs } from "./parcel-acts.tsx";
import { ReasonField } from "./reason-field.tsx";

/** What an operator may do with this order as it stands. */
export function OrderActs({ record }: { record: OrderRecord }) {
  const t = useTranslations("orders.acts");
  const { state } = record.order;
  const isOver = state === "EXPIRED" || state === "CANCELLED" || state === "DELIVERED";
  const isPaid = state !== "HELD" && state !== "EXPIRED" && state !== "CANCELLED";
  const isMovable = state === "RESERVED" || state === "LOCKED" || state === "READY";
  return (
    <div className="flex flex-wrap gap-2">
      {record.flags.some(({ clearedAt }) => clearedAt === null) && <ClearFlags id={record.order.id} />}
      <Link href={`/ops/outbox?search=${record.order.id}`} className={buttonClass({ look: "line", size: "sm" })}>
        {t("mails")}
      </Link>
      {state === "LOCKED" && <HandOver id={record.order.id} to="ready" />}
      {state === "READY" && <HandOver id={record.order.id} to="delivered" />}
      {isPaid && <SendReceipt id={record.order.id} />}
      <ParcelActs order={record.order} />
      {!isOver && <MovePromise record={record} />}
      {isMovable && <Transfer id={record.order.id} />}
      {!isOver && <CallOff record={record} />}
    </div>
  );
}

function MovePromise({ record: { order } }: { record: OrderRecord }) {
  const t = useTranslations("orders.acts.promise");
  return (
    <ActSheet
      path={`/api/ops/preorders/${order.id}/promise`}
      schema={promiseInput}
      words={{ open: t("open"), title: t("title"), lead: t("lead"), save: t("save"), done: t("done") }}
      read={(form) => ({ start: textOf(form, "start"), end: textOf(form, "end"), reason: textOf(form, "reason") })}
    >
      <div className="grid grid-cols-2 items-start gap-3">
        {(["start", "end"] as const).map((day) => (
          <TextField
            key={day}
            name={day}
            type="date"
            label={t(day)}
            wrong={t("wrong")}
            required
            defaultValue={order.window?.[day]}
          />
        ))}
      </div>
      <ReasonField />
    </ActSheet>
  );
}

function Transfer({ id }: { id: string }) {
  const t = useTranslations("orders.acts.transfer");
  const words = useTranslations("orders.acts.wrong");
  return (
    <ActSheet
      path={`/api/ops/preorders/${id}/transfer`}
      schema={transferInput}
      words={{ open: t("open"), title: t("title"), lead: t("lead"), save: t("save"), done: t("done") }}
      read={(form) => ({
        email: textOf(form, "email").trim(),
        reason: textOf(form, "reason"),
        override: textOf(form, "override") === "yes",
      })}
    >
      <TextField
        name="email"
        type="email"
        label={t("email")}
        hint={t("emailHint")}
        wrong={words("email")}
        required
        autoComplete="off"
        maxLength={254}
      />
      <ReasonField />
      <Checkbox name="override" value="yes" label={t("override")} hint={t("overrideHint")} />
    </ActSheet>
  );
}

function CallOff({ record: { order } }: { record: OrderRecord }) {
  const t = useTranslations("orders.acts.callOff");
  const locale = useLocale();
  const amount = formatMoney({ minor: order.paidMinor, currency: order.currency, locale, style: "short" });
  const lead = order.paidMinor > 0 ? t("lead", { amount }) : t("leadFree");
  return (
    <ActSheet
      path={`/api/ops/preorders/${order.id}/cancellation`}
      schema={callOffInput}
      look="danger"
      words={{ open: t("open"), title: t("title"), lead, save: t("save"), done: t("done") }}
      read={(form) => ({ reason: textOf(form, "reason") })}
    >
      <ReasonField />
    </ActSheet>
  );
}

function ClearFlags({ id }: { id: string }) {
  const t = useTranslations("orders.acts.clear");
  return <ActButton path={`/api/ops/preorders/${id}/clearance`} label={t("open")} done={t("done")} />;
}

function SendReceipt({ id }: { id: string }) {
  const t = useTranslations("orders.acts.receipt");
  return <ActButton path={`/api/ops/preorders/${id}/receipt`} label={t("open")} done={t("done")} />;
}

/** Refused while something is owed or the buyer can take the lock back; the refusal says which. */
function HandOver({ id, to }: { id: string; to: "ready" | "delivered" }) {
  const t = useTranslations("orders.acts");
  return <ActButton path={`/api/ops/preorders/${id}/${to}`} label={t(`${to}.open`)} done={t(`${to}.done`)} />;
}
