import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

/** To whoever reported a line or objected to a silence: `about` is what was said, `statement` what a moderator wrote. */
const facts = z.object({
  show: z.string(),
  about: z.string(),
  outcome: z.enum(["dismissed", "removed", "silenced", "kept", "lifted"]),
  statement: z.string(),
  page: z.url(),
});

export const talkAnswered = kind(facts, ({ show, about, outcome, statement, page }, { t }) =>
  mail({
    subject: t("talkAnswered.subject", { show }),
    preview: t(`talkAnswered.${outcome}`),
    paragraphs: [
      t("talkAnswered.lead", { said: about }),
      t(`talkAnswered.${outcome}`),
      ...(statement === "" ? [] : [t("talkAnswered.statement"), ...statement.split(/\n{2,}/u)]),
    ],
    notes: [t("talkAnswered.note")],
    action: { label: t("talkAnswered.action"), href: page },
  }),
);
