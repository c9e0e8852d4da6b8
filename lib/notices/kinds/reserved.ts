import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { lockRow, nameOf, openOrder, orderFacts, orderRows, refundRow, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";
import { orderEvents } from "#lib/notices/order-events.ts";

const facts = z.object({ order: orderFacts, paidMinor: z.int() });

/** The receipt. */
export const reserved = kind(facts, ({ order, paidMinor }, say) => {
  const { t, money } = say;
  const { currency, totalMinor } = order;
  return mail({
    subject: t("reserved.subject", { what: nameOf(order) }),
    preview: t("reserved.preview", { number: order.number }),
    paragraphs: [
      paidMinor > 0 ? t("reserved.lead", { paid: money(paidMinor, currency) }) : t("reserved.leadFree"),
      ...(order.lacksAddress ? [t("reserved.address")] : []),
    ],
    rows: [
      ...orderRows(order, say),
      { name: t("order.paid"), value: money(paidMinor, currency) },
      { name: t("order.balance"), value: money(totalMinor - paidMinor, currency) },
      ...refundRow(order, say),
      ...windowRow(order, say),
      ...lockRow(order, say),
    ],
    action: openOrder(order, say),
    notes: [t("reserved.note"), t("calendar.attached")],
    calendar: orderEvents(order, say),
  });
});
