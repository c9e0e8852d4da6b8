import type { Fragment, TrackRun } from "./fragment.ts";

/** Longer than any picture or packet lasts: one that does is followed by a hole in the source. */
const holeSeconds = 1.4;
const usualSeconds = 0.1;

/**
 * Cuts a fragment behind every hole of its leading track. Sources write a hole as one picture that lasts until the next, which
 * nobody could ever cut; it gets the length of the one before it, and what follows begins where it begins.
 */
export function splitAtHoles(fragment: Fragment): Fragment[] {
  const { video, audio } = fragment;
  if (!video) return (audio ? cutAtHoles(audio) : []).map((sound) => ({ audio: sound }));
  const pictures = cutAtHoles(video);
  let sound = audio && withoutHoles(audio);
  return pictures.map((run, index) => {
    const next = pictures[index + 1];
    const [own, rest] = sound && next ? cutBefore(sound, next.start / next.timescale) : [sound, undefined];
    sound = rest;
    return own ? { video: run, audio: own } : { video: run };
  });
}

function cutAtHoles(run: TrackRun): TrackRun[] {
  const { timescale } = run;
  const runs: TrackRun[] = [];
  let piece: TrackRun = { timescale, start: run.start, samples: [] };
  let [at, usual] = [run.start, usualSeconds * timescale];
  for (const sample of run.samples) {
    const { duration } = sample;
    piece.samples.push(sample);
    at += duration;
    if (duration <= holeSeconds * timescale) {
      usual = duration;
      continue;
    }
    sample.duration = Math.round(usual);
    runs.push(piece);
    piece = { timescale, start: at, samples: [] };
  }
  if (piece.samples.length > 0) runs.push(piece);
  return runs;
}

/** Sound beside pictures: where it has a hole of its own, the last packet before it ends and the pictures go on. */
function withoutHoles(run: TrackRun): TrackRun {
  for (const sample of run.samples)
    if (sample.duration > holeSeconds * run.timescale) sample.duration = Math.round(usualSeconds * run.timescale);
  return run;
}

function cutBefore(run: TrackRun, seconds: number): [TrackRun | undefined, TrackRun | undefined] {
  let { start } = run;
  const count = run.samples.findIndex(({ duration }) => {
    if (start / run.timescale >= seconds) return true;
    start += duration;
    return false;
  });
  if (count < 0) return [run, undefined];
  const [before, after] = [run.samples.slice(0, count), run.samples.slice(count)];
  return [before.length > 0 ? { ...run, samples: before } : undefined, { ...run, start, samples: after }];
}
