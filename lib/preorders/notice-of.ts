import type { NewNotice } from "#lib/notices/notify.ts";
import { railName } from "#lib/payments/schema.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** One order in one entry of the ledger. `at` is ISO time; `amountMinor` is the money that moved with it. */
export type Happening = {
  orderId: string;
  seq: number;
  at: string;
  kind: "reserved" | "unlocked" | "expired" | "cancelled" | "refunded" | "locked" | "ready" | "delivered";
  amountMinor: number;
};

const undoTime = 15 * 60_000;

/** What its buyer is told about it. */
export function noticeOf(happening: Happening, view: PreorderView, userId: string): NewNotice {
  const { orderId, seq, at, kind, amountMinor } = happening;
  const order = orderFactsOf(view);
  const about = { occasion: `${orderId}:${seq}`, preorderId: orderId, to: { userId, address: view.contact } };
  const { paidMinor } = view;
  switch (kind) {
    case "reserved":
      return { ...about, kind, facts: { order, paidMinor: amountMinor } };
    case "expired":
      return { ...about, kind: "holdExpired", facts: { order, productLink: productLinkOf(order.link, view) } };
    case "cancelled":
      return { ...about, kind, facts: { order, ...owedOf(view) } };
    case "refunded":
      return { ...about, kind, facts: { order, amountMinor, ...refundOf(view, amountMinor), cause: causeOf(view) } };
    case "locked":
      return { ...about, kind, facts: { order, paidMinor, undoUntil: later(at, undoTime) } };
    case "ready":
      return { ...about, kind, facts: { order, paidMinor } };
    case "unlocked":
    case "delivered":
      return { ...about, kind, facts: { order } };
  }
}

function productLinkOf(orderLink: string, { product }: PreorderView): string {
  return new URL(`/products/${product.slug}`, orderLink).href;
}

/** What goes back for an order that its buyer gave up, whether it went already or not. */
function owedOf({ payments, paidMinor }: PreorderView) {
  const refunds = payments.filter(({ kind, state }) => kind === "REFUND" && state !== "FAILED");
  const owed = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { refundMinor: owed || paidMinor, rail: railOf(refunds.at(-1) ?? payments.at(-1)) };
}

function refundOf({ payments }: PreorderView, amount: number) {
  const done = payments.filter(({ kind, state }) => kind === "REFUND" && state === "CAPTURED");
  const refund = done.findLast(({ amountMinor }) => amountMinor === amount) ?? done.at(-1);
  return { rail: railOf(refund), reference: refund?.reference ?? null };
}

function railOf(payment: { rail: string } | undefined) {
  return railName.safeParse(payment?.rail).data ?? null;
}

function causeOf({ state }: PreorderView): "cancelled" | "tooLate" | "seller" {
  if (state === "CANCELLED") return "cancelled";
  return state === "EXPIRED" ? "tooLate" : "seller";
}

function later(iso: string, ms: number): string {
  return new Date(Date.parse(iso) + ms).toISOString();
}
