import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({
  order: orderFacts,
  paidMinor: z.int(),
  undoUntil: z.string(),
  /** The day on which the balance is charged; null when the seller calls. */
  balanceDueOn: z.string().nullable().default(null),
});

export const locked = kind(facts, ({ order, paidMinor, undoUntil, balanceDueOn }, say) => {
  const { t, money, moment } = say;
  const { currency, totalMinor } = order;
  return mail({
    subject: t("locked.subject", { what: nameOf(order) }),
    preview: t("locked.preview", { time: moment(undoUntil) }),
    paragraphs: [t("locked.lead"), t("locked.undo", { time: moment(undoUntil) })],
    rows: [
      ...orderRows(order, say),
      { name: t("locked.final"), value: money(paidMinor, currency) },
      ...(totalMinor > paidMinor ? balanceRows() : []),
      ...windowRow(order, say),
    ],
    action: openOrder(order, say),
  });

  function balanceRows() {
    const day = balanceDueOn && say.day(balanceDueOn);
    return [
      { name: t("order.balance"), value: money(totalMinor - paidMinor, currency) },
      { name: t("locked.charged"), value: day ?? t("locked.whenReady") },
    ];
  }
});
