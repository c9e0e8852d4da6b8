import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ forgotten: z.url() });

export const passwordChanged = kind(facts, ({ forgotten }, { t }) =>
  mail({
    subject: t("passwordChanged.subject"),
    preview: t("passwordChanged.preview"),
    paragraphs: [t("passwordChanged.lead"), t("passwordChanged.notYou")],
    action: { label: t("passwordChanged.action"), href: forgotten },
  }),
);
