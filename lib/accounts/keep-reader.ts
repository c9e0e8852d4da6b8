import type { Uses } from "#lib/container.ts";
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
