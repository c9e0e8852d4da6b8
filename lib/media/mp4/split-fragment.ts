import type { TrackRun } from "./fragment.ts";
import type { Placed } from "./timeline.ts";

const shortestSeconds = 0.75;
/** A part fits into the shortest target duration there is (RFC 8216, 4.3.3.1: rounded to the nearest second). */
const maxSeconds = 2.45;

/**
 * Cuts a fragment before the key frames inside it, so that every key frame begins a part and a segment may begin there.
 * A part that begins with one is only cut once it is long enough for a segment; none is longer than a segment may be.
 */
export function splitAtKeyframes(fragment: Placed): Placed[] {
  const { video, audio, jump } = fragment;
  if (!video) return audio ? cutSound(audio, jump) : [fragment];
  const pieces = cutVideo(video);
  let sound = audio;
  return pieces.map((piece, index) => {
    const next = pieces[index + 1];
    const [own, rest] = sound && next ? cutAudio(sound, next.start / next.timescale) : [sound, undefined];
    sound = rest;
    return { video: piece, audio: own, jump: jump && index === 0 };
  });
}

function cutVideo({ timescale, start, samples }: TrackRun): TrackRun[] {
  const pieces: TrackRun[] = [];
  let piece: TrackRun = { timescale, start, samples: [] };
  let ticks = 0;
  for (const sample of samples) {
    const first = piece.samples[0];
    const mayBegin = sample.key && (!first?.key || ticks >= shortestSeconds * timescale);
    if (first && (mayBegin || ticks + sample.duration > maxSeconds * timescale)) {
      pieces.push(piece);
      piece = { timescale, start: piece.start + ticks, samples: [] };
      ticks = 0;
    }
    piece.samples.push(sample);
    ticks += sample.duration;
  }
  return [...pieces, piece];
}

function cutSound(sound: TrackRun, jump: boolean): Placed[] {
  const pieces: Placed[] = [];
  let rest: TrackRun | undefined = sound;
  while (rest) {
    const [own, after]: ReturnType<typeof cutAudio> = cutAudio(rest, rest.start / rest.timescale + maxSeconds - 0.15);
    pieces.push({ audio: own ?? rest, jump: jump && pieces.length === 0 });
    rest = own && after;
  }
  return pieces;
}

function cutAudio(run: TrackRun, atSeconds: number): [TrackRun | undefined, TrackRun | undefined] {
  let { start } = run;
  let count = 0;
  for (const { duration } of run.samples) {
    if (start / run.timescale >= atSeconds) break;
    start += duration;
    count += 1;
  }
  const before = { ...run, samples: run.samples.slice(0, count) };
  const after = { ...run, start, samples: run.samples.slice(count) };
  return [before.samples.length > 0 ? before : undefined, after.samples.length > 0 ? after : undefined];
}
