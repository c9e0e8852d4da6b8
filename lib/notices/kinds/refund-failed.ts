import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, amountMinor: z.int() });

/** The bank gave a refund back to us: the money is still owed, and comes another way. */
export const refundFailed = kind(facts, ({ order, amountMinor }, say) => {
  const { t, money } = say;
  const amount = money(amountMinor, order.currency);
  return mail({
    subject: t("refundFailed.subject", { amount }),
    preview: t("refundFailed.preview", { number: order.number }),
    paragraphs: [t("refundFailed.what", { amount }), t("refundFailed.next")],
    rows: [
      { name: t("refundFailed.owed"), value: amount, strong: true },
      { name: t("order.number"), value: order.number },
      { name: t("order.what"), value: nameOf(order) },
    ],
    action: openOrder(order, say),
  });
});
