import type { Uses } from "#lib/container.ts";
import { writeCalendar } from "#lib/notices/calendar.ts";
import { kinds } from "#lib/notices/kinds.ts";
import { mailHtml } from "#lib/notices/mail-html.ts";
import { mailText } from "#lib/notices/mail-text.ts";
import { sayFor } from "#lib/notices/say.ts";
import type { Notice } from "#prisma/client/client.ts";

export type WrittenMail = { subject: string; text: string; html: string; calendar: string | null };
type Stored = Pick<Notice, "kind" | "facts" | "locale" | "timeZone">;

/** The mail of a notice: the same whenever it is written, since all that it says was stored; over it stands the shop's name of today. */
export async function writeMail({ env, shop }: Uses<"env" | "shop">, notice: Stored): Promise<WrittenMail> {
  const { name } = await shop.read();
  const say = sayFor(notice);
  const mail = kindOf(notice).write(notice.facts, say);
  const footer = say.t("layout.footer", { place: new URL(env.PUBLIC_URL).host });
  return {
    subject: mail.subject,
    text: mailText(mail, say, footer),
    html: mailHtml(mail, say, { shop: name, footer }),
    calendar: mail.calendar.length > 0 ? writeCalendar(mail.subject, mail.calendar) : null,
  };
}

export function subjectOf(notice: Stored): string {
  return kindOf(notice).write(notice.facts, sayFor(notice)).subject;
}

function kindOf({ kind }: Stored) {
  const known = Object.entries(kinds).find(([name]) => name === kind);
  if (!known) throw new Error(`there is no notice of the kind ${kind}`);
  return known[1];
}
