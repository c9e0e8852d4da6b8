import { z } from "zod";
import { deliveryWindow } from "#lib/catalog/schema.ts";
import type { Mail, Row } from "#lib/notices/mail.ts";
import type { Say } from "#lib/notices/say.ts";

/** An order as mails speak of it, frozen when the mail was called for. Money in minor units, moments as ISO time. */
export const orderFacts = z.object({
  id: z.uuid(),
  number: z.string(),
  product: z.string(),
  edition: z.string(),
  quantity: z.int(),
  currency: z.string(),
  totalMinor: z.int(),
  /** The part of the total that the way there costs. */
  shippingMinor: z.int().default(0),
  /** The part of the total that is tax. */
  taxMinor: z.int().default(0),
  depositMinor: z.int(),
  window: deliveryWindow.nullable(),
  city: z.string().nullable().default(null),
  /** Nobody has said yet where it goes. */
  lacksAddress: z.boolean().default(false),
  /** Opens the order, without a session too. */
  link: z.url(),
  deadlines: z.object({
    /** Null when the deposit was never refundable. */
    refundableUntil: z.string().nullable(),
    lockBy: z.string().nullable(),
    /** Whether the buyer may still cancel and lock. */
    isOpen: z.boolean(),
    /** Whether the order ended without delivery. */
    isGone: z.boolean(),
    /** Grows with every change of the order. */
    sequence: z.int(),
  }),
});
export type OrderFacts = z.infer<typeof orderFacts>;

/** "2 × Petrel Founders" */
export function nameOf({ quantity, product, edition }: OrderFacts): string {
  const what = `${product} ${edition}`;
  return quantity === 1 ? what : `${quantity} × ${what}`;
}

export function openOrder({ link }: OrderFacts, { t }: Say): NonNullable<Mail["action"]> {
  return { label: t("order.open"), href: link };
}

/** What it is and what it costs. */
export function orderRows(order: OrderFacts, { t, money }: Say): Row[] {
  return [
    { name: t("order.number"), value: order.number },
    { name: t("order.what"), value: nameOf(order) },
    ...(order.shippingMinor > 0
      ? [
          { name: t("order.goods"), value: money(order.totalMinor - order.shippingMinor, order.currency) },
          { name: t("order.shipping"), value: money(order.shippingMinor, order.currency) },
        ]
      : []),
    { name: t("order.total"), value: money(order.totalMinor, order.currency), strong: true },
    ...(order.taxMinor > 0 ? [{ name: t("order.tax"), value: money(order.taxMinor, order.currency) }] : []),
  ];
}

export function windowRow(order: OrderFacts, { t, days }: Say): Row[] {
  return [
    { name: t("order.window"), value: order.window ? days(order.window) : t("order.noWindow") },
    ...(order.city ? [{ name: t("order.city"), value: order.city }] : []),
  ];
}

export function lockRow({ deadlines }: OrderFacts, { t, moment }: Say): Row[] {
  return deadlines.lockBy ? [{ name: t("order.lockBy"), value: moment(deadlines.lockBy), strong: true }] : [];
}

export function refundRow({ deadlines }: OrderFacts, { t, moment }: Say): Row[] {
  const { refundableUntil } = deadlines;
  return [
    { name: t("order.refundUntil"), value: refundableUntil ? moment(refundableUntil) : t("order.notRefundable") },
  ];
}
