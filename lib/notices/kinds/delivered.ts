import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({
  order: orderFacts,
  /** Until when it may be sent back without a reason; null where the seller promised nothing about it. */
  sendBackUntil: z.string().nullable().default(null),
});

export const delivered = kind(facts, ({ order, sendBackUntil }, say) => {
  const { t, moment } = say;
  return mail({
    subject: t("delivered.subject", { what: nameOf(order) }),
    preview: t("delivered.lead"),
    paragraphs: [
      t("delivered.lead"),
      ...(sendBackUntil ? [t("delivered.sendBack", { until: moment(sendBackUntil) })] : []),
    ],
    rows: orderRows(order, say),
    action: openOrder(order, say),
  });
});
