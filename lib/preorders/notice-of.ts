import type { Uses } from "#lib/container.ts";
import type { NewNotice } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { railName } from "#lib/rail-names.ts";

/** One order in one entry of the ledger. `at` is ISO time; `amountMinor` is the money that moved with it. */
export type Happening = {
  orderId: string;
  seq: number;
  at: string;
  kind:
    | "served"
    | "reserved"
    | "unlocked"
    | "expired"
    | "cancelled"
    | "refunded"
    | "balance"
    | "locked"
    | "ready"
    | "delivered";
  amountMinor: number;
};

const undoTime = 15 * 60_000;

/** What its buyer is told about it; null when another notice says it. */
export function noticeOf(
  app: Uses<"orderLinks">,
  happening: Happening,
  view: PreorderView,
  { userId, sendBackUntil = null }: { userId: string; sendBackUntil?: string | null },
): NewNotice | null {
  const { orderId, seq, at, kind, amountMinor } = happening;
  const order = orderFactsOf(app, view);
  const about = { occasion: `${orderId}:${seq}`, preorderId: orderId, to: { userId, address: view.contact } };
  const { paidMinor } = view;
  switch (kind) {
    case "served": {
      const payBy = view.holdExpiresAt;
      if (payBy === null) return null;
      return { ...about, kind, facts: { order, payBy }, onlyWhile: "HELD", usefulUntil: payBy };
    }
    case "reserved":
      return { ...about, kind, facts: { order, paidMinor: view.convertedFrom ? paidMinor : amountMinor } };
    case "expired":
      return { ...about, kind: "holdExpired", facts: { order, productLink: productLinkOf(order.link, view) } };
    case "cancelled":
      if (view.convertedTo)
        return { ...about, kind: "converted", facts: { order, ...conversionOf(app, view, view.convertedTo) } };
      if (view.balance.releasedAt)
        return { ...about, kind: "released", facts: { order, keptMinor: view.keptMinor, ...releaseOf(view) } };
      return { ...about, kind, facts: { order, ...owedOf(view), reason: sellersReason(view) } };
    case "balance":
      if (view.state === "CANCELLED") return null;
      return { ...about, kind: "balancePaid", facts: { order, amountMinor, method: methodOf(view, happening) } };
    case "refunded": {
      const refund = refundOf(view, happening);
      if (isCredit(refund)) return null;
      const facts = {
        order,
        amountMinor,
        rail: railOf(refund),
        reference: refund?.reference ?? null,
        cause: causeOf(view),
      };
      return { ...about, kind, facts };
    }
    case "locked":
      return {
        ...about,
        kind,
        facts: { order, paidMinor, undoUntil: later(at, undoTime), balanceDueOn: view.balance.dueOn },
      };
    case "ready":
      return { ...about, kind, facts: { order, paidMinor } };
    case "unlocked":
      return { ...about, kind, facts: { order } };
    case "delivered":
      return { ...about, kind, facts: { order, sendBackUntil } };
  }
}

/** Why the seller ended it, when it was not the buyer. */
function sellersReason({ history }: PreorderView): string | null {
  const end = history.findLast(({ kind }) => kind === "CANCELLED");
  return end?.by === "staff" ? end.reason : null;
}

function productLinkOf(orderLink: string, { product }: PreorderView): string {
  return new URL(`/products/${product.slug}`, orderLink).href;
}

type Payment = PreorderView["payments"][number];

/** What goes back for an order that its buyer gave up, whether it went already or not. */
function owedOf({ payments, paidMinor }: Pick<PreorderView, "payments" | "paidMinor">) {
  const refunds = payments.filter((each) => each.kind === "REFUND" && each.state !== "FAILED" && !isCredit(each));
  return { refundMinor: sumOf(refunds) || paidMinor, rail: railOf(refunds.at(-1) ?? payments.at(-1)) };
}

/** What goes back of a released order, and why it was given up. */
function releaseOf(view: PreorderView) {
  const { refundMinor, rail } = owedOf({ ...view, paidMinor: view.paidMinor - view.keptMinor });
  return { refundMinor, rail: refundMinor > 0 ? rail : null, reason: view.balance.note ?? "" };
}

function methodOf({ payments }: PreorderView, { amountMinor }: Happening): string | null {
  const charge = payments.findLast((each) => each.kind === "BALANCE" && each.amountMinor === amountMinor);
  return charge?.method?.replace("**", "••") ?? null;
}

/** What was paid stays paid when the buyer takes another edition: the books give it back here and take it there. */
function isCredit(refund: Payment | undefined): boolean {
  return refund?.reference?.startsWith("moved-to-") ?? false;
}

function conversionOf({ orderLinks }: Uses<"orderLinks">, view: PreorderView, newId: string) {
  const links = orderLinks;
  return {
    newNumber: orderNumber(newId),
    newLink: links.to({ id: newId, contact: view.contact }),
    creditMinor: sumOf(view.payments.filter(isCredit)),
    ...owedOf(view),
  };
}

/** The payment behind an entry: of those with its amount, the one that was settled when it was written. */
function refundOf({ payments }: PreorderView, { amountMinor, at }: Happening): Payment | undefined {
  const away = (payment: Payment) => Math.abs(Date.parse(payment.at) - Date.parse(at));
  return payments
    .filter((each) => each.kind === "REFUND" && each.state === "CAPTURED" && each.amountMinor === amountMinor)
    .toSorted((a, b) => away(a) - away(b))[0];
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

const sumOf = (payments: Payment[]) => payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
