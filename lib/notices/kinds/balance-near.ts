import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `method` is what is charged; null when nothing was kept. */
const facts = z.object({ order: orderFacts, owedMinor: z.int(), dueAt: z.string(), method: z.string().nullable() });

export const balanceNear = kind(facts, ({ order, owedMinor, dueAt, method }, say) => {
  const { t, money, moment } = say;
  const amount = money(owedMinor, order.currency);
  const time = moment(dueAt);
  return mail({
    subject: t("balanceNear.subject", { amount, what: nameOf(order) }),
    preview: method ? t("balanceNear.lead", { amount, method, time }) : t("balanceNear.leadNothing", { amount, time }),
    paragraphs: [
      method ? t("balanceNear.lead", { amount, method, time }) : t("balanceNear.leadNothing", { amount, time }),
      t("balanceNear.change"),
    ],
    rows: [...orderRows(order, say), { name: t("balanceFailed.owed"), value: amount, strong: true }],
    action: openOrder(order, say),
  });
});
