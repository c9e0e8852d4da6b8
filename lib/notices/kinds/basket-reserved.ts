import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { lockRow, nameOf, openOrder, orderFacts, refundRow, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";
import { orderEvents } from "#lib/notices/order-events.ts";
import type { Say } from "#lib/notices/say.ts";

const facts = z.object({ order: orderFacts, others: z.array(orderFacts).min(1), paidMinor: z.int() });

/** The receipt of orders that were placed and paid at once. */
export const basketReserved = kind(facts, ({ order: first, others, paidMinor }, say) => {
  const { t, money } = say;
  const orders = [first, ...others];
  const { currency } = first;
  const total = orders.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  return mail({
    subject: t("basketReserved.subject", { what: nameOf(first), more: orders.length - 1 }),
    preview: t("basketReserved.preview", { count: orders.length }),
    paragraphs: [
      paidMinor > 0 ? t("basketReserved.lead", { paid: money(paidMinor, currency) }) : t("basketReserved.leadFree"),
      ...(orders.some(({ lacksAddress }) => lacksAddress) ? [t("basketReserved.address")] : []),
    ],
    rows: [
      ...orders.flatMap((order) => rowsOf(order, say)),
      { name: t("order.total"), value: money(total, currency), strong: true },
      { name: t("order.paid"), value: money(paidMinor, currency) },
      { name: t("order.balance"), value: money(total - paidMinor, currency) },
    ],
    action: openOrder(first, say),
    notes: [t("basketReserved.note"), t("reserved.note"), t("calendar.attached")],
    calendar: orders.flatMap((order) => orderEvents(order, say)),
  });
});

function rowsOf(order: z.infer<typeof orderFacts>, say: Say) {
  return [
    { name: order.number, value: `${nameOf(order)}, ${say.money(order.totalMinor, order.currency)}`, strong: true },
    ...refundRow(order, say),
    ...windowRow(order, say),
    ...lockRow(order, say),
  ];
}
