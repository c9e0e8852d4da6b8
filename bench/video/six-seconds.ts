import type { Channel } from "#lib/media/live/channel.ts";
import { renderPlaylist } from "#lib/media/live/playlist.ts";
import type { Segment } from "#lib/media/live/window.ts";

const perSegment = 6;
const kept = 6;

/** The same stream as a shop would get it from usual settings: HLS in segments of six seconds. */
export function packSixSeconds(channel: Channel) {
  const made: Segment[] = [];
  let open: Segment[] = [];
  let number = 0;
  const stop = channel.listen({
    segment: (segment) => {
      open.push(segment);
      const [first] = open;
      if (!first || open.length < perSegment) return;
      const durationSeconds = open.reduce((sum, each) => sum + each.durationSeconds, 0);
      made.push({
        ...first,
        sequence: number++,
        durationSeconds,
        bytes: Buffer.concat(open.map(({ bytes }) => bytes)),
      });
      if (made.length > kept) made.shift();
      open = [];
    },
  });
  return {
    stop,
    count: () => number,
    playlist: () =>
      renderPlaylist(
        { segments: made, ended: false, target: 6 },
        {
          uriOf: ({ sequence }) => `six-seconds/${sequence}.m4s`,
          mapOf: ({ takeId }) => `media/glass/takes/${takeId}/init.mp4`,
        },
      ),
    segment: (wanted: number) => made.find(({ sequence }) => sequence === wanted)?.bytes,
  };
}
