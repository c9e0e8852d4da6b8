import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

export type Transaction = Prisma.TransactionClient;

export type TalkDeed = {
  kind: string;
  /** What it is done to, such as line:ID. */
  subject: string;
  /** In a few words, for whoever reads the list of acts. */
  about: string;
  /** What takes it back needs to know. */
  before?: unknown;
  after?: Record<string, unknown>;
};

/**
 * Holds the thing for this transaction and looks whether another hand was at it since the act that the moderator's page showed last.
 * Refuses with talk_acted, which says who and when.
 */
export async function expectUntouched(
  tx: Transaction,
  { id: showId }: TalkOf<"show">,
  { subject, seen }: { subject: string; seen: number | undefined },
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`talk:${showId}:${subject}`}, 0))`;
  if (seen === undefined) return;
  const newest = await tx.talkAct.findFirst({ where: { showId, subject, id: { gt: seen } }, ...newestFirst });
  if (newest) throw alreadyDone(newest);
}

/** For an act that finds its work done: who did it, where that is known. */
export async function refuseDone(tx: Transaction, { id: showId }: TalkOf<"show">, subject: string): Promise<never> {
  const newest = await tx.talkAct.findFirst({ where: { showId, subject }, ...newestFirst });
  throw newest ? alreadyDone(newest) : new Refusal("not_found");
}

function alreadyDone({ kind, at, by }: { kind: string; at: Date; by: { name: string } }): Refusal {
  return new Refusal("talk_acted", { detail: { by: by.name, at: at.toISOString(), act: kind } });
}

const newestFirst = { orderBy: { id: "desc" }, include: { by: { select: { name: true } } } } as const;

/** Writes an act into the chat's own list and into the audit log. */
export async function recordDeed(
  tx: Transaction,
  { id: showId, keeper }: TalkOf<"show">,
  { kind, subject, about, before, after }: TalkDeed,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO talk_act (show_id, kind, subject, before, after, by_id)
    VALUES (${showId}::uuid, ${kind}, ${subject}, ${JSON.stringify(before ?? null)}::jsonb, ${JSON.stringify({ about })}::jsonb, ${keeper.id}::uuid)`;
  await recordAct(tx, { actorId: keeper.id, action: `chat.${kind}`, subject: `show:${showId}`, after: { ...after } });
}
