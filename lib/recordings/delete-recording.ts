import type { ShowKeeper } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";

type Deletion = { by: string | null; reason: string };

/** Deletes the recording of a show that is over; its files go in a moment. Refuses with not_found, recording_running or recording_held. */
export async function deleteRecording(
  app: Uses<"channels" | "db" | "newestCues" | "recordingRows" | "socialFiles">,
  show: ShowKeeper,
  reason: string,
): Promise<void> {
  const { db } = app;
  await db.$transaction(async (tx) => {
    const before = await tx.recording.findUnique({ where: { showId: show.id } });
    if (!before || before.state === "DELETED") throw new Refusal("not_found");
    if (before.state === "RECORDING") throw new Refusal("recording_running");
    if (!(await markDeleted(tx, show.id, { by: show.keeper.id, reason }))) throw new Refusal("recording_held");
  });
  void purge(app, show.id);
}

export const recordingExpiry: TimedWork<Uses<"channels" | "db" | "newestCues" | "recordingRows" | "socialFiles">> = {
  name: "expire-recordings",
  every: 60,
  due: `EXISTS (SELECT FROM recording WHERE state IN ('READY', 'FAILED') AND retention_until < now() AND NOT legal_hold)
    OR EXISTS (SELECT FROM recording WHERE state = 'DELETED' AND purged_at IS NULL)`,
  work: expireRecordings,
};

const most = 5;

/** Deletes what is over its time by the database's clock, and what was deleted and is not gone yet. Any process may run it. */
export async function expireRecordings(
  app: Uses<"channels" | "db" | "newestCues" | "recordingRows" | "socialFiles">,
): Promise<void> {
  const { db } = app;
  const due = await db.$queryRaw<{ id: string }[]>`
    SELECT show_id::text AS id FROM recording WHERE state IN ('READY', 'FAILED') AND retention_until < now() AND NOT legal_hold
    ORDER BY retention_until LIMIT ${most}`;
  for (const { id } of due) {
    await db.$transaction((tx) => markDeleted(tx, id, { by: null, reason: "retention over" }));
  }
  const deleted = await db.$queryRaw<{ id: string }[]>`
    SELECT show_id::text AS id FROM recording WHERE state = 'DELETED' AND purged_at IS NULL LIMIT ${most}`;
  for (const { id } of deleted) await purge(app, id);
}

/** False when a legal hold stands against it, or somebody was quicker. */
async function markDeleted(tx: Queryable, showId: string, { by, reason }: Deletion): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE recording SET state = 'DELETED', deleted_at = now(), deleted_by = ${by}::uuid, deleted_why = ${reason}
    WHERE show_id = ${showId}::uuid AND state IN ('READY', 'FAILED') AND NOT legal_hold`;
  if (changed === 0) return false;
  const captions = await tx.$executeRaw`DELETE FROM caption_cue WHERE show_id = ${showId}::uuid`;
  await recordAct(tx, {
    actorId: by,
    action: "recording.deleted",
    subject: `show:${showId}`,
    after: { reason, captions },
  });
  return true;
}

/** The row says deleted before a file goes; what fails here is tried again by `expireRecordings`. */
async function purge(
  {
    db,
    channels,
    recordingRows,
    newestCues,
    socialFiles,
  }: Uses<"channels" | "db" | "newestCues" | "recordingRows" | "socialFiles">,
  showId: string,
): Promise<void> {
  recordingRows.forget(showId);
  newestCues.forget(showId);
  try {
    await Promise.all([channels.recordings?.delete(showId), socialFiles.delete(showId)]);
    await db.$executeRaw`UPDATE recording SET purged_at = now() WHERE show_id = ${showId}::uuid`;
  } catch (error) {
    log.warn({ event: "recording_delete_failed", err: error, showId }, "a deleted recording still has files; retrying");
  }
}
