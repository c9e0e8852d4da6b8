import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { lockRow, nameOf, openOrder, orderFacts, orderRows, refundRow, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";
import { orderEvents } from "#lib/notices/order-events.ts";

/** `reason` is in the words of the operator who moved the order. */
const facts = z.object({ order: orderFacts, paidMinor: z.int(), reason: z.string() });

/** To whoever has the order now: all its terms, as a receipt would say them. */
export const transferredHere = kind(facts, ({ order, paidMinor, reason }, say) => {
  const { t, money } = say;
  const { currency, totalMinor } = order;
  return mail({
    subject: t("transferredHere.subject", { what: nameOf(order) }),
    preview: t("transferredHere.preview", { number: order.number }),
    paragraphs: [t("transferredHere.lead"), reason],
    rows: [
      ...orderRows(order, say),
      { name: t("order.paid"), value: money(paidMinor, currency) },
      { name: t("order.balance"), value: money(totalMinor - paidMinor, currency) },
      ...refundRow(order, say),
      ...windowRow(order, say),
      ...lockRow(order, say),
    ],
    action: openOrder(order, say),
    notes: [t("calendar.attached")],
    calendar: orderEvents(order, say),
  });
});
