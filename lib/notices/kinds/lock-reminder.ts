import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { lockRow, nameOf, openOrder, orderFacts, orderRows, refundRow, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, hours: z.int(), lockBy: z.string() });

export const lockReminder = kind(facts, ({ order, hours, lockBy }, say) => {
  const { t, moment } = say;
  return mail({
    subject: t("lockReminder.subject", { hours, what: nameOf(order) }),
    preview: t("lockReminder.preview", { time: moment(lockBy) }),
    paragraphs: [t("lockReminder.lead", { time: moment(lockBy) }), t("lockReminder.nothing")],
    rows: [...lockRow(order, say), ...orderRows(order, say), ...refundRow(order, say), ...windowRow(order, say)],
    action: openOrder(order, say),
  });
});
