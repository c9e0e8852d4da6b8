import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { wayBack } from "#lib/notices/kinds/way-back.ts";
import { mail } from "#lib/notices/mail.ts";
import { railName } from "#lib/rail-names.ts";

/** `keptMinor` stays with the seller, `refundMinor` goes back; `reason` is in the words of whoever released the order. */
const facts = z.object({
  order: orderFacts,
  keptMinor: z.int(),
  refundMinor: z.int(),
  rail: railName.nullable(),
  reason: z.string(),
});

export const released = kind(facts, ({ order, keptMinor, refundMinor, rail, reason }, say) => {
  const { t, money } = say;
  const kept = money(keptMinor, order.currency);
  const back = money(refundMinor, order.currency);
  return mail({
    subject: t("released.subject", { what: nameOf(order) }),
    preview: t("released.lead"),
    paragraphs: [
      t("released.lead"),
      ...(reason ? [reason] : []),
      ...(keptMinor > 0 ? [t("released.kept", { kept })] : []),
      ...(refundMinor > 0 ? [t("released.back", { back }), t(wayBack(rail, "promise"))] : []),
    ],
    rows: [
      ...orderRows(order, say),
      ...(keptMinor > 0 ? [{ name: t("released.keptRow"), value: kept }] : []),
      ...(refundMinor > 0 ? [{ name: t("order.refund"), value: back, strong: true }] : []),
    ],
    action: openOrder(order, say),
  });
});
