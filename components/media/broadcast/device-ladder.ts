import type { Rung } from "./ladder.ts";

/** How far the picture is taken back for a device that is hot or weak; 0 is not at all. */
type Relief = { framesPerSecond: number; scale: number };

const reliefs: readonly [Relief, ...Relief[]] = [
  { framesPerSecond: 30, scale: 1 },
  { framesPerSecond: 24, scale: 1 },
  { framesPerSecond: 24, scale: 0.75 },
  { framesPerSecond: 15, scale: 0.75 },
];

const busyShare = 0.1;
const leastDropped = 2;
const busySeconds = 5;
const calmMs = 3 * 60_000;
const maxCalmMs = 24 * 60_000;
const triedMs = 60_000;

/** What the encoder did in the last second. */
export type DeviceLook = { dropped: number; encoded: number };

export type DeviceLadder = {
  /** 0 is the best. */
  step: () => number;
  /** Call once a second. Whether it stands on another step from now. */
  look: (device: DeviceLook) => boolean;
};

/**
 * Steps down when the encoder left out more than a tenth for five seconds, up again after three calm minutes; a step that did
 * not hold is tried again after twice the time.
 */
export function createDeviceLadder(now: () => number): DeviceLadder {
  let step = 0;
  let busy = 0;
  let calmSince = now();
  let climbedAt = Number.NEGATIVE_INFINITY;
  let patienceMs = calmMs;

  function look({ dropped, encoded }: DeviceLook): boolean {
    const isBusy = dropped >= leastDropped && dropped > (dropped + encoded) * busyShare;
    busy = isBusy ? busy + 1 : 0;
    if (isBusy) calmSince = now();
    if (busy >= busySeconds && step < reliefs.length - 1) return stand(step + 1);
    if (step > 0 && now() - calmSince >= patienceMs) {
      climbedAt = now();
      return stand(step - 1);
    }
    if (step === 0 && now() - climbedAt >= maxCalmMs) patienceMs = calmMs;
    return false;
  }

  function stand(next: number): boolean {
    const didNotHold = next > step && now() - climbedAt < triedMs;
    if (didNotHold) patienceMs = Math.min(maxCalmMs, patienceMs * 2);
    step = next;
    busy = 0;
    calmSince = now();
    return true;
  }

  return { step: () => step, look };
}

/** What is made on a rung of the line by a device that stands on this step. */
export function relieve(rung: Rung, step: number): Rung {
  const { framesPerSecond, scale } = reliefs[step] ?? reliefs[0];
  return {
    ...rung,
    framesPerSecond: Math.min(rung.framesPerSecond, framesPerSecond),
    scale: Math.min(rung.scale, scale),
  };
}
