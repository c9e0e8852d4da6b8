import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `instructions` are the seller's own words; `payBy` is ISO time, null where nothing ends. */
const facts = z.object({
  order: orderFacts,
  /** What else the transfer pays for. */
  others: z.array(orderFacts).default([]),
  amountMinor: z.int(),
  reference: z.string(),
  instructions: z.string().nullable(),
  payBy: z.string().nullable(),
});

/** To who chose to pay by bank transfer: everything that the bank's form asks for. */
export const transferAwaited = kind(facts, ({ order, others, amountMinor, reference, instructions, payBy }, say) => {
  const { t, money, moment } = say;
  const amount = money(amountMinor, order.currency);
  return mail({
    subject: t("transferAwaited.subject", { amount, reference }),
    preview: t("transferAwaited.preview", { what: nameOf(order) }),
    paragraphs: [
      t("transferAwaited.lead", { amount }),
      ...(instructions ?? "").split("\n").filter((line) => line.trim() !== ""),
      ...(payBy ? [t("transferAwaited.held", { time: moment(payBy) })] : []),
    ],
    rows: [
      { name: t("order.reference"), value: reference, strong: true },
      { name: t("order.amount"), value: amount, strong: true },
      ...(payBy ? [{ name: t("order.payBy"), value: moment(payBy) }] : []),
      ...(others.length === 0 ? orderRows(order, say) : [order, ...others].map(shortRow)),
    ],
    action: openOrder(order, say),
    notes: [t("transferAwaited.note")],
  });
});

const shortRow = (order: z.infer<typeof orderFacts>) => ({ name: order.number, value: nameOf(order) });
