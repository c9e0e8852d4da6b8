import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** For the shop's own mailbox: `letter` is in the words of the buyer, `desk` where it is answered. */
const facts = z.object({ order: orderFacts, letter: z.string(), desk: z.url() });

export const letterWaits = kind(facts, ({ order, letter, desk }, { t }) =>
  mail({
    subject: t("letterWaits.subject", { what: nameOf(order) }),
    preview: t("letterWaits.preview"),
    paragraphs: [t("letterWaits.lead", { number: order.number }), ...letter.split(/\n{2,}/u)],
    notes: [t("letterWaits.note")],
    action: { label: t("letterWaits.action"), href: desk },
  }),
);
