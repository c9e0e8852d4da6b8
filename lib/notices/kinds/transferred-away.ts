import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

/** `reason` is in the words of the operator who moved the order. */
const facts = z.object({ order: orderFacts, reason: z.string() });

/** To whoever had the order: it is somebody else's now, and nothing of it is shown to them any more. */
export const transferredAway = kind(facts, ({ order, reason }, { t }) =>
  mail({
    subject: t("transferredAway.subject", { what: nameOf(order) }),
    preview: t("transferredAway.preview", { number: order.number }),
    paragraphs: [t("transferredAway.lead"), reason],
    rows: [
      { name: t("order.number"), value: order.number },
      { name: t("order.what"), value: nameOf(order) },
    ],
    notes: [t("transferredAway.note")],
  }),
);
