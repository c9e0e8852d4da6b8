import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { expectUntouched, recordDeed, refuseDone, type Transaction } from "./acts.ts";
import { type KeptRules, publicRules, readRules, readShopFilter, writeRules } from "./talk-rules.ts";

const slowBehindShield = 10;

/**
 * Puts the strict set up at once: members alone, no addresses, slow mode, the first lines of new accounts wait. Down again, all stands as
 * before. Refuses with talk_acted when another hand did the same.
 */
export async function setShield(
  { db, publish }: Uses<"db" | "publish">,
  talk: TalkOf<"show">,
  { on, seen }: { on: boolean; seen?: number },
): Promise<void> {
  const { id: showId } = talk;
  const rules = await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject: "rules", seen });
    const { chatShield } = await tx.show.findUniqueOrThrow({ where: { id: showId }, select: { chatShield: true } });
    if ((chatShield !== null) === on) return refuseDone(tx, talk, "rules");
    const before = await readRules(tx, showId);
    const after = on ? await raiseShield(tx, talk, before) : await lowerShield(tx, showId);
    const kind = on ? "shield_raised" : "shield_lowered";
    await recordDeed(tx, talk, { kind, subject: "rules", about: "", before, after });
    return after;
  });
  publish.talkChanged(showId, publicRules(rules));
  publish.talkMoved(showId);
}

export async function raiseShield(
  tx: Transaction,
  { id: showId, keeper }: TalkOf<"show">,
  before: KeptRules,
): Promise<KeptRules> {
  const filter = { ...(before.filter ?? (await readShopFilter(tx))), words: true, flood: true, copies: true };
  const slowSeconds = Math.max(before.slowSeconds, slowBehindShield);
  const speakers = before.speakers === "everyone" ? "members" : before.speakers;
  const strict = { ...before, speakers, links: false, slowSeconds, filter: { ...filter, wall: true, newcomers: true } };
  await writeRules(tx, showId, strict);
  const standing = JSON.stringify({ before, by: keeper.name });
  await tx.$executeRaw`UPDATE show SET chat_shield = ${standing}::jsonb || jsonb_build_object('at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) WHERE id = ${showId}::uuid`;
  return strict;
}

export async function lowerShield(tx: Transaction, showId: string): Promise<KeptRules> {
  const [row] = await tx.$queryRaw<{ before: KeptRules }[]>`
    SELECT chat_shield -> 'before' AS before FROM show WHERE id = ${showId}::uuid`;
  if (!row) throw new Error("a shield that is up has what stood before it");
  await writeRules(tx, showId, row.before);
  await tx.$executeRaw`UPDATE show SET chat_shield = NULL WHERE id = ${showId}::uuid`;
  return row.before;
}
