import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { judgeText } from "./judge-line.ts";
import { chatFilter, type TrialView } from "./schema.ts";
import { readShopFilter } from "./talk-rules.ts";

/** What a line would meet if a viewer said it now, by its text alone: nothing is written and nothing counted. */
export async function tryLine(
  { db, terms }: Uses<"db" | "terms">,
  { id: showId }: TalkOf<"show">,
  { text }: { text: string },
): Promise<TrialView> {
  const show = await db.show.findUniqueOrThrow({ where: { id: showId }, select: { chatFilter: true } });
  const filter = show.chatFilter === null ? await readShopFilter(db) : chatFilter.parse(show.chatFilter);
  return judgeText(text, { filter, lists: await terms.lists(showId, filter) });
}
