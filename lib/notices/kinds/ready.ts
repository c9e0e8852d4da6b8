import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, paidMinor: z.int() });

export const ready = kind(facts, ({ order, paidMinor }, say) => {
  const { t, money } = say;
  return mail({
    subject: t("ready.subject", { what: nameOf(order) }),
    preview: t("ready.lead"),
    paragraphs: [t("ready.lead")],
    rows: [
      ...orderRows(order, say),
      { name: t("order.paid"), value: money(paidMinor, order.currency) },
      ...windowRow(order, say),
    ],
    action: openOrder(order, say),
  });
});
