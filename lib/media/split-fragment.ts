import type { TrackRun } from "./fragment.ts";
import type { Placed } from "./timeline.ts";

const shortestSeconds = 0.75;

/**
 * Cuts a fragment before the key frames inside it, so that every key frame begins a part and a segment may begin there.
 * A part that begins with one is only cut once it is long enough for a segment.
 */
export function splitAtKeyframes(fragment: Placed): Placed[] {
  const { video, audio, jump } = fragment;
  if (!video?.samples.some(({ key }, index) => key && index > 0)) return [fragment];
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
    if (first && sample.key && (!first.key || ticks >= shortestSeconds * timescale)) {
      pieces.push(piece);
      piece = { timescale, start: piece.start + ticks, samples: [] };
      ticks = 0;
    }
    piece.samples.push(sample);
    ticks += sample.duration;
  }
  return [...pieces, piece];
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
