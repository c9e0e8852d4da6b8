import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { requireLive } from "#lib/live/refuse-over.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";
import { putShowOnAir } from "#lib/shows/go-live.ts";
import { startFileSource } from "#lib/sources/file-source.ts";
import { filePath } from "#lib/sources/files.ts";
import { findFile } from "#lib/sources/keep-file.ts";

/**
 * Shows a file from its beginning as the show's live picture. Refuses with not_found, file_not_ready, show_not_live,
 * show_ended, ffmpeg_missing, or air_taken while somebody else sends and this does not take over.
 */
export async function playFile(
  app: Uses<"db" | "env" | "sources">,
  show: DeskOf<"show">,
  fileId: string,
  { takeOver }: { takeOver: boolean },
): Promise<void> {
  await startPlaying(app, show.id, fileId, { takeOver, actorId: show.hand.id });
}

/** Sets when a file begins by itself, or that it does not. Refuses with not_found or file_not_ready. */
export async function planFile(
  app: Uses<"db">,
  show: DeskOf<"show">,
  fileId: string,
  playsAt: string | null,
): Promise<void> {
  const { db } = app;
  await db.$transaction(async (tx) => {
    await findFile(app, show, fileId);
    const changed = await tx.$executeRaw`
      UPDATE show_file SET plays_at = ${playsAt}::timestamptz WHERE id = ${fileId}::uuid AND state = 'READY'`;
    if (changed === 0) throw new Refusal("file_not_ready");
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.file_planned",
      subject: `show:${show.id}`,
      after: { id: fileId, playsAt },
    });
  });
}

export const plannedFiles: TimedWork<Uses<"db" | "env" | "publish" | "sources">> = {
  name: "play-planned-files",
  every: 1,
  due: "EXISTS (SELECT FROM show_file WHERE plays_at <= now())",
  work: playDueFiles,
};

/** How long one process has it before another tries: longer than any wait within. */
const takenSeconds = 30;

/**
 * Begins what is due by the database's clock, each once, in whichever process comes first; its show goes on air with it. It stays
 * planned until it plays or is refused, so that one which a dying process had taken begins a little later.
 */
async function playDueFiles(app: Uses<"db" | "env" | "publish" | "sources">): Promise<void> {
  const { db } = app;
  const due = await db.$queryRaw<{ id: string; showId: string }[]>`
    UPDATE show_file SET plays_at = now() + make_interval(secs => ${takenSeconds}::int) WHERE id IN (
      SELECT id FROM show_file WHERE plays_at <= now() ORDER BY plays_at LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING id::text AS id, show_id::text AS "showId"`;
  for (const { id, showId } of due) {
    try {
      await putShowOnAir(app, showId, null);
      // Whoever sends at that moment stays: the host who went live instead is asked, not pushed aside.
      await startPlaying(app, showId, id, { takeOver: false, actorId: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.warn(
        { event: "file_not_started", showId, fileId: id, code: error.code },
        "a planned file could not be started",
      );
      await db.$executeRaw`UPDATE show_file SET plays_at = NULL WHERE id = ${id}::uuid`;
    }
  }
}

async function startPlaying(
  app: Uses<"db" | "env" | "sources">,
  showId: string,
  fileId: string,
  { takeOver, actorId }: { takeOver: boolean; actorId: string | null },
): Promise<void> {
  const { db, env, sources } = app;
  const file = await findFile(app, { id: showId }, fileId);
  if (file.state !== "READY") throw new Refusal("file_not_ready");
  const { status, host } = await db.show.findUniqueOrThrow({
    where: { id: showId },
    select: { status: true, host: { select: { name: true } } },
  });
  requireLive(status);
  const ffmpegPath = sources.ffmpeg();
  if (!ffmpegPath) throw new Refusal("ffmpeg_missing");
  sources.claimAir(showId, "file", { takeOver });
  await recordAct(db, { actorId, action: "show.file_played", subject: `show:${showId}`, after: { id: fileId } });
  startFileSource({
    ...{ sources, ffmpegPath, fileId, path: filePath(env.DATA_DIR, fileId), lasts: file.seconds },
    sender: { showId, kind: "file", name: file.name, hostName: host.name },
  });
  await db.$executeRaw`UPDATE show_file SET played_at = now(), plays_at = NULL WHERE id = ${fileId}::uuid`;
}
