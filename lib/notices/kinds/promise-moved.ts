import { z } from "zod";
import { deliveryWindow } from "#lib/catalog/schema.ts";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";
import { orderEvents } from "#lib/notices/order-events.ts";

/** `reason` is in the words of whoever moved the promise. */
const facts = z.object({
  order: orderFacts,
  before: deliveryWindow.nullable(),
  after: deliveryWindow,
  reason: z.string(),
});

export const promiseMoved = kind(facts, ({ order, before, after, reason }, say) => {
  const { t, days } = say;
  return mail({
    subject: t("promiseMoved.subject", { what: nameOf(order), window: days(after) }),
    preview: reason,
    paragraphs: [t("promiseMoved.lead"), reason],
    rows: [
      { name: t("promiseMoved.after"), value: days(after), strong: true },
      { name: t("promiseMoved.before"), value: before ? days(before) : t("order.noWindow") },
      { name: t("order.number"), value: order.number },
      { name: t("order.what"), value: nameOf(order) },
    ],
    action: openOrder(order, say),
    notes: [
      ...(order.deadlines.isOpen && order.deadlines.refundableUntil ? [t("promiseMoved.note")] : []),
      t("calendar.attached"),
    ],
    calendar: orderEvents(order, say),
  });
});
