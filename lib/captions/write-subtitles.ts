import type { ShowKeeper } from "#lib/accounts/gate.ts";
import { readAllCues } from "#lib/captions/queries.ts";
import type { Uses } from "#lib/container.ts";
import { renderSrt, renderVtt } from "#lib/media/live/webvtt.ts";
import { createRecordedTimeline } from "#lib/media/recording/recorded-timeline.ts";
import { Refusal } from "#lib/refusal.ts";

export type Subtitles = { name: string; type: string; text: string };

/**
 * The captions of one language as a file that fits the recording, second for second; without a recording they count from
 * the moment the show went live. Refuses with not_found when there are none.
 */
export async function writeSubtitles(
  { db, channels }: Uses<"channels" | "db">,
  show: ShowKeeper,
  { format, language }: { format: "vtt" | "srt"; language: string },
): Promise<Subtitles> {
  const [{ slug, wentLiveAt, startsAt }, all, index] = await Promise.all([
    db.show.findUniqueOrThrow({ where: { id: show.id } }),
    readAllCues(db, show.id),
    channels.recordings?.find(show.id),
  ]);
  const zeroAt = Math.min((wentLiveAt ?? startsAt).getTime(), all[0]?.startMs ?? Number.POSITIVE_INFINITY);
  const timeline = index?.files.length ? createRecordedTimeline(index) : (streamMs: number) => streamMs - zeroAt;
  const cues = all
    .filter((cue) => cue.language === language)
    .map(({ text, startMs, endMs }) => ({ text, startMs: timeline(startMs), endMs: timeline(endMs) }))
    .filter(({ startMs, endMs }) => startMs >= 0 && endMs > startMs);
  if (cues.length === 0) throw new Refusal("not_found");
  const name = `${slug}.${language}.${format}`;
  return format === "vtt"
    ? { name, type: "text/vtt; charset=utf-8", text: renderVtt(cues) }
    : { name, type: "application/x-subrip; charset=utf-8", text: renderSrt(cues) };
}
