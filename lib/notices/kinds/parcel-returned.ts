import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, carrier: z.string(), reason: z.string() });

export const parcelReturned = kind(facts, ({ order, carrier, reason }, say) => {
  const { t } = say;
  return mail({
    subject: t("parcelReturned.subject", { what: nameOf(order) }),
    preview: t("parcelReturned.lead", { carrier }),
    paragraphs: [t("parcelReturned.lead", { carrier }), t("parcelReturned.how")],
    rows: [{ name: t("parcelReturned.reason"), value: reason, strong: true }, ...orderRows(order, say)],
    action: { ...openOrder(order, say), label: t("parcelReturned.action") },
  });
});
