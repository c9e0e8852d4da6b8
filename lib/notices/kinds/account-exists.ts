import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ signIn: z.url(), forgotten: z.url() });

export const accountExists = kind(facts, ({ signIn, forgotten }, { t }) =>
  mail({
    subject: t("accountExists.subject"),
    preview: t("accountExists.preview"),
    paragraphs: [t("accountExists.lead"), t("accountExists.forgotten"), forgotten],
    action: { label: t("accountExists.action"), href: signIn },
    notes: [t("accountExists.note")],
  }),
);
