import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { viewLine } from "./view-line.ts";

/** Takes one line back from everybody who reads the room, or lets it stand again. Twice is one act. Refuses with not_found. */
export async function removeLine(
  { db, publish }: Uses<"db" | "publish">,
  { id: showId, keeper }: TalkOf<"show">,
  { lineId, removed }: { lineId: string; removed: boolean },
): Promise<void> {
  const line = await db.$transaction(async (tx) => {
    const found = await tx.chatMessage.findUnique({ where: { id: lineId } });
    // What its author had erased says nothing any more, and never will.
    if (found?.showId !== showId || found.body === "") throw new Refusal("not_found");
    const { count } = await tx.chatMessage.updateMany({
      where: { id: lineId, deletedAt: removed ? null : { not: null } },
      data: { deletedAt: removed ? new Date() : null },
    });
    if (count === 0) return null;
    const act = removed ? "chat.line_removed" : "chat.line_restored";
    const said = { name: found.name, body: found.body };
    await recordAct(tx, { actorId: keeper.id, action: act, subject: `show:${showId}`, after: { lineId, ...said } });
    return found;
  });
  if (!line) return;
  if (removed) publish.linesRemoved(showId, [lineId]);
  else publish.lineRestored(showId, viewLine(line));
}
