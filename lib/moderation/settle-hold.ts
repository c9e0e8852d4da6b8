import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed, refuseDone } from "./acts.ts";
import { countRule } from "./count-rule.ts";
import { holdRule } from "./schema.ts";
import { tellAuthors } from "./tell-author.ts";
import { tellStanding } from "./tell-standing.ts";

/**
 * Lets a line that waits come into the talk, at its end, or keeps it out for good. Refuses with not_found, with talk_acted when another
 * hand was quicker.
 */
export async function settleHold(
  { db, publish }: Uses<"db" | "publish">,
  talk: TalkOf<"show">,
  { lineId, allow, seen }: { lineId: string; allow: boolean; seen?: number },
): Promise<void> {
  const { id: showId } = talk;
  const subject = `line:${lineId}`;
  const line = await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject, seen });
    const held = await tx.chatHold.findUnique({ where: { lineId }, include: { line: true } });
    if (held?.showId !== showId || held.line.body === "") throw new Refusal("not_found");
    if (held.state !== "waiting") return refuseDone(tx, talk, subject);
    const state = allow ? "allowed" : "refused";
    await tx.$executeRaw`UPDATE chat_hold SET state = ${state}, settled_at = now() WHERE line_id = ${lineId}::uuid`;
    if (allow) await tx.$executeRaw`UPDATE chat_message SET deleted_at = NULL, at = now() WHERE id = ${lineId}::uuid`;
    await countRule(tx, { showId, rule: holdRule.parse(held.rule), outcome: state });
    const { name, body } = held.line;
    const after = { lineId, name, body, rule: held.rule };
    await recordDeed(tx, talk, { kind: `line_${state}`, subject, about: `${name}: ${body}`, after });
    return tx.chatMessage.findUniqueOrThrow({ where: { id: lineId } });
  });
  if (allow) await tellStanding({ db, publish }, [line], { isNew: true });
  else {
    // Its author may have it on the screen, when it waited for the delay alone.
    publish.linesRemoved(showId, [lineId]);
    await tellAuthors({ db, publish }, [lineId]);
  }
  publish.talkMoved(showId);
}
