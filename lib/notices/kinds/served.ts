import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, refundRow, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `payBy` is ISO time: the units are held until then. */
const facts = z.object({ order: orderFacts, payBy: z.string() });

/** To who waited in a queue and got units that are to be paid for. */
export const served = kind(facts, ({ order, payBy }, say) => {
  const { t, money, moment } = say;
  const deposit = money(order.depositMinor, order.currency);
  const time = moment(payBy);
  return mail({
    subject: t("served.subject", { what: nameOf(order), time }),
    preview: t("served.preview", { deposit, time }),
    paragraphs: [t("served.lead", { deposit, time }), t("served.nothing")],
    rows: [
      { name: t("order.payBy"), value: time, strong: true },
      { name: t("order.deposit"), value: deposit },
      ...orderRows(order, say),
      ...refundRow(order, say),
      ...windowRow(order, say),
    ],
    action: { ...openOrder(order, say), label: t("served.action", { deposit }) },
    notes: [],
  });
});
