import type { Uses } from "#lib/container.ts";
import { writeCalendar } from "#lib/notices/calendar.ts";
import { kinds } from "#lib/notices/kinds.ts";
import { mailHtml } from "#lib/notices/mail-html.ts";
import { mailText } from "#lib/notices/mail-text.ts";
import { sayFor } from "#lib/notices/say.ts";
import { accentTokens } from "#lib/shop/look/accent.ts";
import { drawMailLogo } from "#lib/shop/look/mail-logo.ts";
import type { ShopView } from "#lib/shop/schema.ts";
import type { Notice } from "#prisma/client/client.ts";

export type WrittenMail = {
  /** The name that it comes from, where the sender's address has none. */
  sender: string;
  subject: string;
  text: string;
  html: string;
  calendar: string | null;
  /** A PNG that the HTML shows as part of the mail. */
  logo: Buffer | null;
};
type Stored = Pick<Notice, "kind" | "facts" | "locale" | "timeZone">;

/** The mail of a notice: the same whenever it is written, since all that it says was stored; over it stand the shop's name and look of today. */
export async function writeMail({ env, shop }: Uses<"env" | "shop">, notice: Stored): Promise<WrittenMail> {
  const known = await shop.read();
  const say = sayFor(readerOf(notice, known));
  const mail = kindOf(notice).write(notice.facts, say);
  const footer = say.t("layout.footer", { place: new URL(env.PUBLIC_URL).host });
  const logo = await drawMailLogo(env.DATA_DIR, known.logo);
  const signal = known.accent ? accentTokens(known.accent).signal : null;
  return {
    sender: known.name,
    subject: mail.subject,
    text: mailText(mail, say, footer),
    html: mailHtml(mail, say, { shop: known.name, footer, logo, signal }),
    calendar: mail.calendar.length > 0 ? writeCalendar(`${mail.subject} · ${known.name}`, mail.calendar) : null,
    logo: logo?.png ?? null,
  };
}

/** Who named no zone reads the shop's, and who reads a language that it does not offer gets its first one. */
function readerOf({ locale, timeZone }: Stored, { languages, timeZone: own }: ShopView) {
  const offered = languages.find((language) => language === locale) ?? languages[0];
  return { locale: offered ?? locale, timeZone: timeZone === "UTC" ? own : timeZone };
}

export function subjectOf(notice: Stored): string {
  return kindOf(notice).write(notice.facts, sayFor(notice)).subject;
}

function kindOf({ kind }: Stored) {
  const known = Object.entries(kinds).find(([name]) => name === kind);
  if (!known) throw new Error(`there is no notice of the kind ${kind}`);
  return known[1];
}
