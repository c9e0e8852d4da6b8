import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, paidMinor: z.int(), undoUntil: z.string() });

export const locked = kind(facts, ({ order, paidMinor, undoUntil }, say) => {
  const { t, money, moment } = say;
  const { currency, totalMinor } = order;
  return mail({
    subject: t("locked.subject", { what: nameOf(order) }),
    preview: t("locked.preview", { time: moment(undoUntil) }),
    paragraphs: [t("locked.lead"), t("locked.undo", { time: moment(undoUntil) })],
    rows: [
      ...orderRows(order, say),
      { name: t("locked.final"), value: money(paidMinor, currency) },
      { name: t("order.balance"), value: money(totalMinor - paidMinor, currency) },
      ...windowRow(order, say),
    ],
    action: openOrder(order, say),
  });
});
