import type { Uses } from "#lib/container.ts";
import { chooseLocale, type Locale } from "#lib/words/locale.ts";
import type { Reader } from "#lib/words/reader.ts";

/** Notes how to write to somebody who came in: as their browser reads, unless they chose otherwise. */
export async function keepReader({ db }: Uses<"db">, email: string, { locale, timeZone }: Reader): Promise<void> {
  await db.user.updateMany({
    where: { email, choseReader: false, NOT: { locale, timeZone } },
    data: { locale, timeZone },
  });
}

/** Notes what somebody chose. With a time zone it is their choice from then on; a language alone leaves the zone as it is. */
export async function chooseReader(
  { db }: Uses<"db">,
  id: string,
  { locale, timeZone }: { locale: Locale; timeZone?: string | undefined },
): Promise<void> {
  const data = timeZone === undefined ? { locale } : { locale, timeZone, choseReader: true };
  await db.user.updateMany({ where: { id }, data });
}

/** How somebody is written to. */
export async function findReader({ db }: Uses<"db">, { id }: { id: string }): Promise<Reader> {
  const select = { locale: true, timeZone: true } as const;
  const { locale, timeZone } = await db.user.findUniqueOrThrow({ where: { id }, select });
  return { locale: chooseLocale({ cookie: locale, accepted: null }), timeZone };
}
