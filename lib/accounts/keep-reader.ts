import type { Uses } from "#lib/container.ts";
import { chooseLocale } from "#lib/words/locale.ts";
import type { Reader } from "#lib/words/reader.ts";

/** Notes how to write to somebody: their language and time zone. */
export async function keepReader(
  { db }: Uses<"db">,
  who: { id: string } | { email: string },
  { locale, timeZone }: Reader,
): Promise<void> {
  await db.user.updateMany({
    where: { ...who, NOT: { locale, timeZone } },
    data: { locale, timeZone },
  });
}

/** How somebody is written to. */
export async function findReader({ db }: Uses<"db">, { id }: { id: string }): Promise<Reader> {
  const select = { locale: true, timeZone: true } as const;
  const { locale, timeZone } = await db.user.findUniqueOrThrow({ where: { id }, select });
  return { locale: chooseLocale({ cookie: locale, accepted: null }), timeZone };
}
