import type { TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import { speaksForHouse } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed } from "./acts.ts";
import { readSilence } from "./queries.ts";
import type { SilenceInput, SilenceView } from "./schema.ts";
import { tellAuthors } from "./tell-author.ts";

/** Lines of one author that are taken back with them: more than a room shows. */
const mostLines = 500;

/**
 * Silences whoever wrote a line: the account, the browser it came from and, when that is asked for, its address, as far as this process
 * heard the line within two hours. Everywhere is for those alone who keep the chat of every show. What they have waiting is
 * kept out. Refuses with not_found, not_allowed or talk_acted.
 */
export async function silenceAuthor(
  app: Uses<"db" | "publish" | "rooms">,
  talk: TalkOf<"show">,
  input: SilenceInput,
): Promise<SilenceView> {
  const { db, publish, rooms } = app;
  const { id: showId, keeper } = talk;
  if (input.everywhere && !may(keeper, "moderateEveryShow")) throw new Refusal("not_allowed", { field: "everywhere" });
  const { lineId, minutes, reason, everywhere, alsoNetwork } = input;
  const line = await db.chatMessage.findUnique({ where: { id: lineId } });
  if (line?.showId !== showId) throw new Refusal("not_found", { field: "lineId" });
  if (speaksForHouse(line.role)) throw new Refusal("not_allowed", { field: "lineId" });
  const origin = rooms.peek(showId)?.talk.authorOf(lineId)?.origin;
  const at = new Date();
  const author = `author:${line.userId}`;
  const made = await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject: author, seen: input.seen });
    const silence = await tx.chatSilence.create({
      data: {
        ...{
          showId: everywhere ? null : showId,
          saidInId: showId,
          userId: line.userId,
          name: line.name,
          said: line.body,
          reason,
        },
        ...{ device: origin?.device ?? null, network: alsoNetwork ? (origin?.network ?? null) : null },
        ...{ byId: keeper.id, at, until: minutes === null ? null : new Date(at.getTime() + minutes * 60_000) },
      },
    });
    const removed = input.removeLines ? await removeAll(tx, { showId, userId: line.userId }) : [];
    const facts = { name: line.name, minutes, reason, everywhere, alsoNetwork, lines: removed.length };
    const refused = await tx.$queryRaw<{ id: string }[]>`
      UPDATE chat_hold h SET state = 'refused', settled_at = now() FROM chat_message m
      WHERE m.id = h.line_id AND m.user_id = ${line.userId}::uuid AND h.show_id = ${showId}::uuid AND h.state = 'waiting'
      RETURNING m.id::text AS id`;
    const deed = { kind: "silenced", subject: author, about: `${line.name}: ${line.body}` };
    const before = { silenceId: silence.id, lineIds: removed };
    await recordDeed(tx, talk, { ...deed, before, after: { silence: silence.id, ...facts } });
    return { id: silence.id, removed, refused: refused.map(({ id }) => id) };
  });
  if (made.removed.length > 0) publish.linesRemoved(showId, made.removed);
  publish.talkMoved(everywhere ? null : showId);
  await tellAuthors(app, made.refused);
  return readSilence(app, talk, made.id);
}

async function removeAll(tx: Queryable, { showId, userId }: { showId: string; userId: string }): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE chat_message SET deleted_at = now() WHERE id IN (
      SELECT id FROM chat_message WHERE user_id = ${userId}::uuid AND show_id = ${showId}::uuid AND deleted_at IS NULL
      ORDER BY at DESC LIMIT ${mostLines})
    RETURNING id`;
  return rows.map(({ id }) => id);
}
