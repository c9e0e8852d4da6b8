import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts });

export const delivered = kind(facts, ({ order }, say) => {
  const { t } = say;
  return mail({
    subject: t("delivered.subject", { what: nameOf(order) }),
    preview: t("delivered.lead"),
    paragraphs: [t("delivered.lead")],
    rows: orderRows(order, say),
    action: openOrder(order, say),
  });
});
