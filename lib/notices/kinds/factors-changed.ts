import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({
  change: z.enum(["added", "removed", "codesRenewed", "codeUsed", "reset"]),
  /** Of a passkey; empty for an app, and where it is about the codes. */
  name: z.string(),
  page: z.url(),
});

export const factorsChanged = kind(facts, ({ change, name, page }, { t }) =>
  mail({
    subject: t(`factorsChanged.${change}.subject`),
    preview: t("factorsChanged.preview"),
    paragraphs: [
      t(`factorsChanged.${change}.lead`, { name: name || t("factorsChanged.app") }),
      t("factorsChanged.notYou"),
    ],
    action: { label: t("factorsChanged.action"), href: page },
  }),
);
