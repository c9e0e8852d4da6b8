import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { speaksForHouse } from "#lib/live/contract.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import { Refusal } from "#lib/refusal.ts";

/** Lines of one author that lose their name: more than a room shows. */
const mostLines = 500;

/**
 * Takes the name from whoever wrote a line: what they wrote in this show stands under none, and they write nothing until they have chosen
 * another. Twice is one act. Refuses with not_found, and with not_allowed where the shop's own people wrote it.
 */
export async function askForName(
  { db, publish }: Uses<"db" | "publish">,
  { id: showId, keeper }: TalkOf<"show">,
  lineId: string,
): Promise<void> {
  const unnamed = await db.$transaction(async (tx) => {
    const line = await tx.chatMessage.findUnique({ where: { id: lineId } });
    if (line?.showId !== showId) throw new Refusal("not_found");
    const { userId, name, role } = line;
    const holdsRole = await tx.showRole.findFirst({ where: { userId }, select: { showId: true } });
    if (speaksForHouse(role) || holdsRole) throw new Refusal("not_allowed");
    if (name === neutralName) return [];
    const asked = { name: null, askedAt: new Date() };
    await tx.talker.upsert({ where: { userId }, create: { userId, ...asked }, update: asked });
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE chat_message SET name = ${neutralName} WHERE id IN (
        SELECT id FROM chat_message WHERE user_id = ${userId}::uuid AND show_id = ${showId}::uuid ORDER BY at DESC LIMIT ${mostLines})
      RETURNING id`;
    const act = { action: "chat.name_asked", subject: `show:${showId}`, after: { lineId, name } };
    await recordAct(tx, { actorId: keeper.id, ...act });
    return rows.map(({ id }) => id);
  });
  if (unnamed.length > 0) publish.linesUnnamed(showId, unnamed);
}
