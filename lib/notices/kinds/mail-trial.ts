import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ shop: z.string(), link: z.url() });

/** For an owner who wants to see that mails arrive. */
export const mailTrial = kind(facts, ({ shop, link }, { t }) =>
  mail({
    subject: t("mailTrial.subject", { shop }),
    preview: t("mailTrial.preview"),
    paragraphs: [t("mailTrial.lead")],
    action: { label: t("mailTrial.action"), href: link },
    notes: [t("mailTrial.note")],
  }),
);
