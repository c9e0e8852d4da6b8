import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { lockRow, nameOf, openOrder, orderFacts, orderRows, refundRow, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts });

/** The buyer took a lock back. */
export const unlocked = kind(facts, ({ order }, say) => {
  const { t } = say;
  return mail({
    subject: t("unlocked.subject", { what: nameOf(order) }),
    preview: t("unlocked.lead"),
    paragraphs: [t("unlocked.lead")],
    rows: [...orderRows(order, say), ...refundRow(order, say), ...windowRow(order, say), ...lockRow(order, say)],
    action: openOrder(order, say),
  });
});
