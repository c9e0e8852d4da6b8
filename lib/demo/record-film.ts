import type { Uses } from "#lib/container.ts";
import type { LoopedFilm } from "#lib/demo/looped-film.ts";
import { Channel } from "#lib/media/live/channel.ts";

/**
 * Writes the recording of a show that is over, as if the film had been its picture from its beginning to its end. Does nothing when
 * there is one already, or when the show is gone.
 */
export async function recordFilm(
  { db, channels, recordingRows }: Uses<"channels" | "db" | "recordingRows">,
  film: LoopedFilm,
  slug: string,
): Promise<void> {
  const show = await db.show.findFirst({
    where: { slug, status: "ENDED", recording: null },
    select: { id: true, wentLiveAt: true, endedAt: true },
  });
  const recorder = show && channels.recordings?.open(show.id);
  if (!recorder || !show.wentLiveAt || !show.endedAt) return;
  await recorder.ready;
  const began = show.wentLiveAt.getTime();
  const lasts = (show.endedAt.getTime() - began) / 1000;
  let now = began;
  const channel = new Channel({ showId: show.id, now: () => now });
  channel.listen({ part: () => undefined, segment: (segment, init) => recorder.add(segment, init) });
  const { takeId, showKey: key } = channel.startTake({});
  channel.accept({ takeId, key, n: 0, bytes: film.init });
  for (let n = 0; ; n += 1) {
    const { bytes, endSeconds } = film.piece(n);
    if (endSeconds > lasts) break;
    now = began + endSeconds * 1000;
    channel.accept({ takeId, key, n: n + 1, bytes });
  }
  channel.endShow();
  await channels.recordings?.end(show.id);
  await recordingRows.flush();
  await db.$executeRaw`UPDATE recording SET ended_at = ${show.endedAt} WHERE show_id = ${show.id}::uuid AND state = 'READY'`;
}
