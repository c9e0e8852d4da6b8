import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows, windowRow } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, carrier: z.string(), tracking: z.string() });

export const parcelSent = kind(facts, ({ order, carrier, tracking }, say) => {
  const { t } = say;
  return mail({
    subject: t("parcelSent.subject", { what: nameOf(order) }),
    preview: t("parcelSent.lead", { carrier }),
    paragraphs: [t("parcelSent.lead", { carrier })],
    rows: [
      ...(tracking ? [{ name: t("parcelSent.tracking"), value: tracking, strong: true }] : []),
      ...orderRows(order, say),
      ...windowRow(order, say),
    ],
    action: openOrder(order, say),
  });
});
