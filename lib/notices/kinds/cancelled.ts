import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { wayBack } from "#lib/notices/kinds/way-back.ts";
import { mail } from "#lib/notices/mail.ts";
import { railName } from "#lib/rail-names.ts";

/** `refundMinor` is what goes back; 0 when nothing was paid, and then there is no rail. `reason` is the seller's, who ended it. */
const facts = z.object({
  order: orderFacts,
  refundMinor: z.int(),
  rail: railName.nullable(),
  reason: z.string().nullable().default(null),
});

export const cancelled = kind(facts, ({ order, refundMinor, rail, reason }, say) => {
  const { t, money } = say;
  const back = money(refundMinor, order.currency);
  return mail({
    subject: t("cancelled.subject", { what: nameOf(order) }),
    preview: refundMinor > 0 ? t("cancelled.preview", { back }) : t("cancelled.leadFree"),
    paragraphs: [
      ...(reason ? [t("cancelled.bySeller"), reason] : []),
      ...(refundMinor > 0 ? [t("cancelled.lead", { back }), t(wayBack(rail, "promise"))] : [t("cancelled.leadFree")]),
    ],
    rows: [
      ...orderRows(order, say),
      ...(refundMinor > 0 ? [{ name: t("order.refund"), value: back, strong: true }] : []),
    ],
    action: openOrder(order, say),
  });
});
