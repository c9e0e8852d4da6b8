import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ link: z.url() });

export const confirmAddress = kind(facts, ({ link }, { t }) =>
  mail({
    subject: t("confirmAddress.subject"),
    preview: t("confirmAddress.preview"),
    paragraphs: [t("confirmAddress.lead"), t("confirmAddress.why")],
    action: { label: t("confirmAddress.action"), href: link },
    notes: [t("confirmAddress.note")],
  }),
);
