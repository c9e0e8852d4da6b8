import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ link: z.url() });

export const setPassword = kind(facts, ({ link }, { t }) =>
  mail({
    subject: t("setPassword.subject"),
    preview: t("setPassword.preview"),
    paragraphs: [t("setPassword.lead"), t("setPassword.after")],
    action: { label: t("setPassword.action"), href: link },
    notes: [t("setPassword.note")],
  }),
);
