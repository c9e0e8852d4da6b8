import type { Uses } from "#lib/container.ts";
import { inLanguage } from "#lib/texts/view.ts";
import type { Locale } from "#lib/words/locale.ts";

/** What the shop tells of itself, as somebody reads it; empty while its owner wrote nothing. */
export async function readStory({ db }: Uses<"db">, reader?: Locale) {
  const shop = await db.shop.findUniqueOrThrow({
    where: { id: 1 },
    select: { story: true, language: true, texts: true },
  });
  return inLanguage(shop, { story: shop.story }, reader);
}
