import type { Uses } from "#lib/container.ts";
import { judgeVideo } from "#lib/media/live/health.ts";
import type { RecordingView, ReplayView, VideoView } from "#lib/recordings/schema.ts";
import { viewRecording, viewReplay } from "#lib/recordings/view.ts";
import { Refusal } from "#lib/refusal.ts";

/** The replay of a show that is over; null while there is none, or none any more. */
export async function findReplay({ db, env }: Uses<"db" | "env">, showId: string): Promise<ReplayView | null> {
  const row = await db.recording.findFirst({ where: { showId, state: "READY" } });
  return row && viewReplay(row, env.MEDIA_URL);
}

export async function findRecording({ db }: Uses<"db">, showId: string): Promise<RecordingView | null> {
  const row = await db.recording.findUnique({ where: { showId } });
  return row && viewRecording(row);
}

/** Refuses with not_found. */
export async function existingRecording(app: Uses<"db">, showId: string): Promise<RecordingView> {
  const recording = await findRecording(app, showId);
  if (!recording) throw new Refusal("not_found");
  return recording;
}

/** A show's video as it stands, with what is wrong with it in stable words. */
export async function readVideo(app: Uses<"air" | "channels" | "db" | "watching">, showId: string): Promise<VideoView> {
  const { channels, db, air, watching } = app;
  const figures = channels.figures(showId) ?? null;
  const [show, recording] = await Promise.all([
    db.show.findUnique({ where: { id: showId }, select: { status: true } }),
    findRecording(app, showId),
  ]);
  const isOnAir = show?.status === "LIVE";
  return {
    figures,
    health: isOnAir ? judgeVideo(figures, Date.now()) : [],
    holder: isOnAir ? air.holder(showId) : null,
    audience: watching.figures(showId),
    recording,
  };
}
