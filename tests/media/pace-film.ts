import type { Channel } from "#lib/media/live/channel.ts";
import { makeRecording, type Recipe } from "./ffmpeg.ts";
import { send, startTake } from "./started.ts";

/** Sends a film of ffmpeg's to a show as it would be made, fragment by fragment at the pace of time, again and again. Returns how to stop. */
export async function paceFilm(channel: Channel, name: Recipe, seconds: number): Promise<() => void> {
  const { head, fragments } = cutFilm(await makeRecording(name, seconds));
  const everyMs = (seconds * 1000) / fragments.length;
  let take = startTake(channel);
  let [n, sent] = [0, 0];
  send(channel, take, n++, head);
  const from = performance.now();
  const timer = setInterval(() => {
    while (from + sent * everyMs < performance.now()) {
      const fragment = fragments[sent++ % fragments.length];
      if (fragment) send(channel, take, n++, fragment);
      if (sent % fragments.length > 0) continue;
      take = startTake(channel);
      send(channel, take, 0, head);
      n = 1;
    }
  }, 20);
  return () => clearInterval(timer);
}

/** ftyp and moov, and each moof with its mdat. */
function cutFilm(film: Buffer): { head: Buffer; fragments: Buffer[] } {
  const starts: number[] = [];
  for (let at = 0; at < film.length; at += film.readUInt32BE(at)) {
    if (film.toString("latin1", at + 4, at + 8) === "moof") starts.push(at);
  }
  return {
    head: film.subarray(0, starts[0]),
    fragments: starts.map((start, index) => film.subarray(start, starts[index + 1])),
  };
}
