import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Translated } from "./translator.ts";

/**
 * A line that stands in a show's chat, in another language: nothing that was not said there is ever translated. Refuses with not_found,
 * and as the translator does.
 */
export async function translateLine(
  { db, translator }: Uses<"db" | "translator">,
  { showId, lineId, to }: { showId: string; lineId: string; to: Locale },
): Promise<Translated> {
  if (!translator.isOn) throw new Refusal("translation_off");
  const line = await db.chatMessage.findFirst({
    where: { id: lineId, showId, deletedAt: null, show: { status: { not: "DRAFT" } } },
    select: { body: true },
  });
  if (!line) throw new Refusal("not_found");
  return translator.translate({ text: line.body, to });
}
