import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `reason` is in the words of whoever gave more time. */
const facts = z.object({ order: orderFacts, owedMinor: z.int(), graceUntil: z.string(), reason: z.string() });

export const graceExtended = kind(facts, ({ order, owedMinor, graceUntil, reason }, say) => {
  const { t, money, moment } = say;
  const time = moment(graceUntil);
  return mail({
    subject: t("graceExtended.subject", { what: nameOf(order) }),
    preview: t("graceExtended.lead", { time }),
    paragraphs: [t("graceExtended.lead", { time }), reason],
    rows: [
      { name: t("order.number"), value: order.number },
      { name: t("order.what"), value: nameOf(order) },
      { name: t("balanceFailed.owed"), value: money(owedMinor, order.currency), strong: true },
      { name: t("balanceFailed.keptUntil"), value: time, strong: true },
    ],
    action: { label: t("balanceFailed.action"), href: order.link },
  });
});
