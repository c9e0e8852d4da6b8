import { z } from "zod";
import { role } from "#lib/accounts/schema.ts";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({
  link: z.url(),
  inviter: z.string(),
  shop: z.string(),
  role: role.exclude(["guest", "viewer"]),
  show: z.string().nullable(),
});

export const invitation = kind(facts, ({ link, inviter, shop, role: offered, show }, { t }) =>
  mail({
    subject: t("invitation.subject", { inviter, shop }),
    preview: t("invitation.preview"),
    paragraphs: [t("invitation.lead", { inviter, shop }), t(`invitation.does.${offered}`)],
    rows: [
      { name: t("invitation.role"), value: t(`invitation.roles.${offered}`), strong: true },
      { name: t("invitation.for"), value: show ?? t("invitation.whole") },
    ],
    action: { label: t("invitation.action"), href: link },
    notes: [t("invitation.once"), t("invitation.note")],
  }),
);
