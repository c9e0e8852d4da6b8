import type { Uses } from "#lib/container.ts";
import type { CaptionCue } from "#lib/live/contract.ts";

const cuesPerEvent = 20;

/** Tells the room, the show's own playlists and this process's memory what changed in the captions. */
export function publishCaptions(
  { newestCues, channels, publish }: Uses<"channels" | "newestCues" | "publish">,
  showId: string,
  { cues = [], removed = [] }: { cues?: CaptionCue[]; removed?: string[] },
) {
  newestCues.forget(showId);
  const track = channels.find(showId)?.captions;
  for (const cue of cues) track?.put(cue);
  for (const id of removed) track?.remove(id);
  for (let from = 0; from === 0 || from < cues.length; from += cuesPerEvent) {
    const news = { showId, cues: cues.slice(from, from + cuesPerEvent), removed: from === 0 ? removed : [] };
    publish.captionsChanged(news);
  }
}
