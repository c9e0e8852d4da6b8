import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed } from "./acts.ts";
import { tellAuthors } from "./tell-author.ts";
import { tellStanding } from "./tell-standing.ts";

/**
 * Takes one line back from everybody who reads the room, or lets it stand again. Twice is one act. Refuses with not_found, also for a line
 * that still waits, or with talk_acted.
 */
export async function removeLine(
  { db, publish }: Uses<"db" | "publish">,
  talk: TalkOf<"show">,
  { lineId, removed, seen }: { lineId: string; removed: boolean; seen?: number },
): Promise<void> {
  const { id: showId } = talk;
  const subject = `line:${lineId}`;
  const line = await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject, seen });
    const found = await tx.chatMessage.findUnique({ where: { id: lineId }, include: { hold: true } });
    // What its author had erased says nothing any more, and never will.
    if (found?.showId !== showId || found.body === "" || found.hold?.state === "waiting")
      throw new Refusal("not_found");
    const { count } = await tx.chatMessage.updateMany({
      where: { id: lineId, deletedAt: removed ? null : { not: null } },
      data: { deletedAt: removed ? new Date() : null },
    });
    if (count === 0) return null;
    const { name, body } = found;
    const kind = removed ? "line_removed" : "line_restored";
    await recordDeed(tx, talk, { kind, subject, about: `${name}: ${body}`, after: { lineId, name, body } });
    return found;
  });
  if (!line) return;
  if (removed) {
    publish.linesRemoved(showId, [lineId]);
    await tellAuthors({ db, publish }, [lineId]);
  } else await tellStanding({ db, publish }, [line]);
  publish.talkMoved(showId);
}
