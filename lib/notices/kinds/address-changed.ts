import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({});

export const addressChanged = kind(facts, (_, { t }) =>
  mail({
    subject: t("addressChanged.subject"),
    preview: t("addressChanged.preview"),
    paragraphs: [t("addressChanged.lead"), t("addressChanged.notYou")],
  }),
);
