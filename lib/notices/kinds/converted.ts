import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts } from "#lib/notices/kinds/order.ts";
import { wayBack } from "#lib/notices/kinds/way-back.ts";
import { mail } from "#lib/notices/mail.ts";
import { railName } from "#lib/rail-names.ts";

/** `order` is the one that ended; what was paid moved along, and what was too much goes back. */
const facts = z.object({
  order: orderFacts,
  newNumber: z.string(),
  newLink: z.url(),
  creditMinor: z.int(),
  refundMinor: z.int(),
  rail: railName.nullable(),
});

/** The buyer took another edition. The receipt of the new order is a mail of its own. */
export const converted = kind(facts, ({ order, newNumber, newLink, creditMinor, refundMinor, rail }, say) => {
  const { t, money } = say;
  const [credit, back] = [money(creditMinor, order.currency), money(refundMinor, order.currency)];
  return mail({
    subject: t("converted.subject", { what: nameOf(order) }),
    preview: t("converted.preview", { number: newNumber }),
    paragraphs: [
      t("converted.lead", { number: newNumber }),
      ...(refundMinor > 0 ? [t("converted.rest", { back }), t(wayBack(rail, "promise"))] : []),
    ],
    rows: [
      { name: t("converted.before"), value: order.number },
      { name: t("converted.after"), value: newNumber, strong: true },
      ...(creditMinor > 0 ? [{ name: t("converted.credit"), value: credit }] : []),
      ...(refundMinor > 0 ? [{ name: t("order.refund"), value: back }] : []),
    ],
    action: { label: t("converted.open"), href: newLink },
  });
});
