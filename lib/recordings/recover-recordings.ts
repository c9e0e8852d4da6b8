import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";

/**
 * After a start: shows that are on air go on where their recording stood, also those whose end was taken back while their
 * recording was still closed; recordings of shows that ended meanwhile are closed, and what is to go to the archive and still
 * lies on the disk is taken up again.
 */
export async function recoverRecordings(app: Uses<"channels" | "db" | "env" | "recordingRows">): Promise<void> {
  const { db, channels, env } = app;
  const { recordings } = channels;
  const stored = (await recordings?.stored()) ?? [];
  const open = await db.$queryRaw<{ id: string; isLive: boolean }[]>`
    SELECT s.id::text, s.status = 'LIVE' AS "isLive" FROM show s LEFT JOIN recording r ON r.show_id = s.id
    WHERE s.id::text = ANY (${stored}) AND (coalesce(r.state, 'RECORDING') = 'RECORDING' OR (s.status = 'LIVE' AND r.state = 'READY'))`;
  for (const { id, isLive } of open) {
    if (isLive) await channels.resume(id);
    else await recordings?.end(id);
  }
  await closeRecordings(app);
  if (!env.RECORDINGS_S3_BUCKET) return;
  const over = await db.$queryRaw<{ id: string; storage: string }[]>`
    SELECT show_id::text AS id, storage FROM recording WHERE show_id::text = ANY (${stored}) AND state = 'READY'`;
  for (const { id, storage } of over) {
    if (storage === "disk") recordings?.archive(id);
    else await recordings?.forgetLocal(id);
  }
}

/** Closes the recordings of shows that are over, also those whose process died or could not close them in time. */
export async function closeRecordings(app: Uses<"channels" | "db" | "recordingRows">): Promise<void> {
  const { db, channels, recordingRows } = app;
  await recordingRows.flush();
  const open = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id::text FROM recording r JOIN show s ON s.id = r.show_id WHERE r.state = 'RECORDING' AND s.status = 'ENDED'`;
  for (const { id } of open) {
    channels.find(id)?.endShow();
    const outcome = await channels.recordings?.end(id);
    await recordingRows.flush();
    if (outcome === "nothing") await giveUp(app, id);
  }
}

async function giveUp({ db }: Uses<"db">, showId: string): Promise<void> {
  log.error({ event: "recording_missing", showId }, "a recording is gone from the disk");
  await db.$executeRaw`
    UPDATE recording SET state = 'FAILED', ended_at = now(), retention_until = now() + make_interval(days => retention_days)
    WHERE show_id = ${showId}::uuid AND state = 'RECORDING'`;
}
