import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts } from "#lib/notices/kinds/order.ts";
import { wayBack } from "#lib/notices/kinds/way-back.ts";
import { mail } from "#lib/notices/mail.ts";
import { railName } from "#lib/rail-names.ts";

/** `cause` is why: the order ended, its money came after the hold was over, or the seller gave back a part. */
const facts = z.object({
  order: orderFacts,
  amountMinor: z.int(),
  rail: railName.nullable(),
  reference: z.string().nullable(),
  cause: z.enum(["cancelled", "tooLate", "seller"]),
});

/** The refund receipt. */
export const refunded = kind(facts, ({ order, amountMinor, rail, reference, cause }, say) => {
  const { t, money } = say;
  const amount = money(amountMinor, order.currency);
  return mail({
    subject: t("refunded.subject", { amount }),
    preview: t("refunded.preview", { number: order.number }),
    paragraphs: [t(`refunded.causes.${cause}`), t(wayBack(rail, "done"))],
    rows: [
      { name: t("order.refund"), value: amount, strong: true },
      { name: t("order.number"), value: order.number },
      { name: t("order.what"), value: nameOf(order) },
      ...(reference ? [{ name: t("order.reference"), value: reference }] : []),
    ],
    action: openOrder(order, say),
  });
});
