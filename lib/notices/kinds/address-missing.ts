import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `lockAt` may have passed: what is missing can be said all the same. */
const facts = z.object({ order: orderFacts, lockAt: z.string().nullable() });

export const addressMissing = kind(facts, ({ order, lockAt }, say) => {
  const { t, moment } = say;
  return mail({
    subject: t("addressMissing.subject", { what: nameOf(order) }),
    preview: t("addressMissing.preview", { number: order.number }),
    paragraphs: [t("addressMissing.lead"), t("addressMissing.how")],
    rows: [
      ...(lockAt ? [{ name: t("addressMissing.lockAt"), value: moment(lockAt), strong: true }] : []),
      ...orderRows(order, say),
      ...windowRow(order, say),
    ],
    action: { ...openOrder(order, say), label: t("addressMissing.action") },
  });
});
