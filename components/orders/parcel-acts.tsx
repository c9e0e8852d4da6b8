"use client";

import { useTranslations } from "next-intl";
import { AddressFields, readAddress } from "#components/addresses/address-fields.tsx";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { addressCorrection } from "#lib/addresses/input.ts";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { parcelInput, parcelReturn } from "#lib/parcels/schema.ts";
import { cameBack } from "#lib/parcels/view.ts";
import { ActSheet } from "./act-sheet.tsx";
import { ReasonField } from "./reason-field.tsx";

type Order = OrderRecord["order"];

/** What is done with something that is shipped: the address put right, sent, taken back. */
export function ParcelActs({ order }: { order: Order }) {
  const { delivery, state, hasAddress, parcel } = order;
  if (delivery !== "shipped") return null;
  const isCorrectable = state === "RESERVED" || state === "LOCKED" || state === "READY";
  return (
    <>
      {isCorrectable && <CorrectAddress order={order} />}
      {state === "READY" && hasAddress && <SendParcel order={order} />}
      {state === "READY" && parcel && !cameBack(parcel) && <TakeBack id={order.id} />}
    </>
  );
}

function SendParcel({ order: { id, parcel } }: { order: Order }) {
  const t = useTranslations("orders.acts.parcel");
  const current = cameBack(parcel) ? null : parcel;
  const open = cameBack(parcel) ? "again" : current ? "change" : "open";
  return (
    <ActSheet
      path={`/api/ops/preorders/${id}/parcel`}
      schema={parcelInput}
      words={{ open: t(open), title: t("title"), lead: t("lead"), save: t("save"), done: t("done") }}
      read={(form) => ({ carrier: textOf(form, "carrier"), tracking: textOf(form, "tracking") })}
    >
      <TextField
        name="carrier"
        label={t("carrier")}
        wrong={t("wrong")}
        required
        maxLength={60}
        autoComplete="off"
        defaultValue={parcel?.carrier}
      />
      <TextField
        name="tracking"
        label={t("tracking")}
        wrong={t("wrongNumber")}
        optional
        maxLength={80}
        autoComplete="off"
        defaultValue={current?.tracking}
      />
    </ActSheet>
  );
}

function TakeBack({ id }: { id: string }) {
  const t = useTranslations("orders.acts.cameBack");
  return (
    <ActSheet
      path={`/api/ops/preorders/${id}/parcel/return`}
      schema={parcelReturn}
      words={{ open: t("open"), title: t("title"), lead: t("lead"), save: t("save"), done: t("done") }}
      read={(form) => ({ reason: textOf(form, "reason") })}
    >
      <ReasonField />
    </ActSheet>
  );
}

function CorrectAddress({ order: { id, address, country } }: { order: Order }) {
  const t = useTranslations("orders.acts.address");
  return (
    <ActSheet
      path={`/api/ops/preorders/${id}/address`}
      schema={addressCorrection}
      words={{ open: t("open"), title: t("title"), lead: t("lead"), save: t("save"), done: t("done") }}
      read={(form) => ({ ...readAddress(form), reason: textOf(form, "reason") })}
    >
      <AddressFields initial={address ?? {}} among={country === null ? undefined : [country]} />
      <ReasonField />
    </ActSheet>
  );
}
