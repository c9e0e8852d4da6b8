import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `answer` is in the words of whoever answered. */
const facts = z.object({ order: orderFacts, answer: z.string() });

export const answered = kind(facts, ({ order, answer }, { t }) =>
  mail({
    subject: t("answered.subject", { what: nameOf(order) }),
    preview: t("answered.preview"),
    paragraphs: [t("answered.lead", { number: order.number }), ...answer.split(/\n{2,}/u)],
    notes: [t("answered.note")],
    action: { label: t("answered.action"), href: order.link },
  }),
);
