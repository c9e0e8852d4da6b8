import type { ShowKeeper } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { RecordingChange } from "#lib/recordings/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Changes how long a recording is kept. The host may go beyond the house's days, not below; a legal hold is the operators'
 * to set and lift. Refuses with not_found, not_allowed or retention_too_short.
 */
export async function keepRecording(
  { db, env }: Uses<"db" | "env">,
  show: ShowKeeper,
  change: RecordingChange,
): Promise<void> {
  const leastDays = env.RECORDINGS_RETENTION_DAYS;
  const { retentionDays, legalHold } = change;
  if (legalHold !== undefined && !show.isOperator) throw new Refusal("not_allowed", { field: "legalHold" });
  if (retentionDays !== undefined && retentionDays < leastDays && !show.isOperator)
    throw new Refusal("retention_too_short", { field: "retentionDays", detail: { leastDays } });
  await db.$transaction(async (tx) => {
    const before = await tx.recording.findUnique({ where: { showId: show.id } });
    if (!before || before.state === "DELETED") throw new Refusal("not_found");
    await tx.$executeRaw`
      UPDATE recording SET retention_days = coalesce(${retentionDays ?? null}::int, retention_days), legal_hold = coalesce(${legalHold ?? null}::boolean, legal_hold),
        retention_until = ended_at + make_interval(days => coalesce(${retentionDays ?? null}::int, retention_days))
      WHERE show_id = ${show.id}::uuid AND state <> 'DELETED'`;
    await recordAct(tx, {
      actorId: show.keeper.id,
      action: "recording.kept",
      subject: `show:${show.id}`,
      before: { retentionDays: before.retentionDays, legalHold: before.legalHold },
      after: change,
    });
  });
}
