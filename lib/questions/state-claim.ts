import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { ClaimInput, ClaimView } from "#lib/questions/schema.ts";
import { viewClaim } from "#lib/questions/view.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

type ClaimUses = Uses<"db" | "questions">;

/** Says what is said and what is true; pinned, it stands in the room in place of the one before. */
export async function stateClaim(
  { db, questions }: ClaimUses,
  { id: showId, hand }: DeskOf<"show">,
  { claim, truth, pinned }: ClaimInput,
): Promise<ClaimView> {
  const made = await db.$transaction(async (tx) => {
    if (pinned) await unpin(tx, showId);
    const row = await tx.claim.create({ data: { id: orderId(), showId, claim, truth } });
    if (pinned) await setPin(tx, row.id, true);
    if (pinned) await markPin(tx, showId);
    const after = { claim, truth };
    await recordAct(tx, { actorId: hand.id, action: "claim.stated", subject: `show:${showId}`, after });
    return row;
  });
  questions.changed(showId);
  return { ...viewClaim(made), isPinned: pinned };
}

/** Pins it in the room, or takes it from there; it stays on the show's page. Refuses with not_found. */
export async function pinClaim(
  { db, questions }: ClaimUses,
  { id: showId }: DeskOf<"show">,
  { claimId, pinned }: { claimId: string; pinned: boolean },
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (pinned) await unpin(tx, showId);
    if (!(await tx.claim.findFirst({ where: { id: claimId, showId, withdrawnAt: null } })))
      throw new Refusal("not_found");
    await setPin(tx, claimId, pinned);
    await markPin(tx, showId);
  });
  questions.changed(showId);
}

/** Takes it back for good. Refuses with not_found. */
export async function withdrawClaim(
  { db, questions }: ClaimUses,
  { id: showId, hand }: DeskOf<"show">,
  { claimId }: { claimId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [gone] = await tx.$queryRaw<{ claim: string; truth: string }[]>`
      UPDATE claim SET withdrawn_at = now(), pinned_at = NULL, changed_at = clock_timestamp()
      WHERE id = ${claimId}::uuid AND show_id = ${showId}::uuid AND withdrawn_at IS NULL RETURNING claim, truth`;
    if (!gone) throw new Refusal("not_found");
    const after = { claim: gone.claim, truth: gone.truth };
    await markPin(tx, showId);
    await recordAct(tx, { actorId: hand.id, action: "claim.withdrawn", subject: `show:${showId}`, after });
  });
  questions.changed(showId);
}

/** One at a time is pinned; whoever pins at the same moment waits for the show's row. */
async function unpin(tx: Prisma.TransactionClient, showId: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM show WHERE id = ${showId}::uuid FOR NO KEY UPDATE`;
  await tx.$executeRaw`UPDATE claim SET pinned_at = NULL, changed_at = clock_timestamp()
    WHERE show_id = ${showId}::uuid AND pinned_at IS NOT NULL`;
}

async function setPin(tx: Prisma.TransactionClient, claimId: string, pinned: boolean): Promise<void> {
  await tx.$executeRaw`UPDATE claim SET pinned_at = CASE WHEN ${pinned} THEN now() END, changed_at = clock_timestamp()
    WHERE id = ${claimId}::uuid`;
}

/** Which claim is pinned from now on, for the replay; written where that is another one than before. */
async function markPin(tx: Prisma.TransactionClient, showId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO cue (show_id, at_stream_ms, kind, payload)
    SELECT s.id, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, 'claim', jsonb_build_object('claimId', c.id)
    FROM show s LEFT JOIN claim c ON c.show_id = s.id AND c.pinned_at IS NOT NULL
    LEFT JOIN LATERAL (SELECT payload FROM cue WHERE show_id = s.id AND kind = 'claim' ORDER BY at_stream_ms DESC, id DESC LIMIT 1) last ON true
    WHERE s.id = ${showId}::uuid AND c.id IS DISTINCT FROM (last.payload ->> 'claimId')::uuid`;
}
