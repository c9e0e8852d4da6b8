import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ code: z.string(), purpose: z.enum(["signIn", "orders", "newAddress", "erase", "prove"]) });

/** The code stands in the mail alone, not in its subject: that shows on locked screens, and in the outbox. */
export const mailedCode = kind(facts, ({ code, purpose }, { t }) =>
  mail({
    subject: t(`mailedCode.subject.${purpose}`),
    preview: t("mailedCode.preview"),
    paragraphs: [t(`mailedCode.lead.${purpose}`)],
    rows: [{ name: t("mailedCode.code"), value: code, strong: true }],
    notes: [t("mailedCode.alone"), t("mailedCode.note")],
  }),
);
