import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, amountMinor: z.int(), method: z.string().nullable() });

/** The receipt for the rest. */
export const balancePaid = kind(facts, ({ order, amountMinor, method }, say) => {
  const { t, money } = say;
  const amount = money(amountMinor, order.currency);
  return mail({
    subject: t("balancePaid.subject", { what: nameOf(order) }),
    preview: t("balancePaid.lead", { amount }),
    paragraphs: [t("balancePaid.lead", { amount })],
    rows: [
      ...orderRows(order, say),
      { name: t("balancePaid.balance"), value: amount },
      ...(method ? [{ name: t("balanceFailed.method"), value: method }] : []),
      ...windowRow(order, say),
    ],
    action: openOrder(order, say),
  });
});
