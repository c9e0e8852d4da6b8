/** One step of quality: bits per second of pictures and of sound, pictures per second, lines of the picture against 720. */
export type Rung = { pictureBits: number; soundBits: number; framesPerSecond: number; scale: number };

/** From the best picture to sound with one picture a second. */
export const rungs: readonly [Rung, ...Rung[]] = [
  { pictureBits: 2_500_000, soundBits: 128_000, framesPerSecond: 30, scale: 1 },
  { pictureBits: 1_600_000, soundBits: 128_000, framesPerSecond: 30, scale: 1 },
  { pictureBits: 1_000_000, soundBits: 96_000, framesPerSecond: 30, scale: 0.75 },
  { pictureBits: 600_000, soundBits: 64_000, framesPerSecond: 20, scale: 0.75 },
  { pictureBits: 100_000, soundBits: 64_000, framesPerSecond: 1, scale: 0.75 },
];

export const lastRung = rungs.length - 1;

/** What is known of the line: how old the oldest waiting piece is, how much waits, bits a second, whether anything arrives. */
export type LineLook = {
  secondsBehind: number;
  waitingBytes: number;
  carries: number | undefined;
  isDelivering: boolean;
};

export type Ladder = {
  rung: () => number;
  /** Call once a second. The rung to stand on from now, when it is another one. */
  look: (line: LineLook) => number | undefined;
};

const behindSeconds = 1.5;
const calmSeconds = 0.8;
const settleMs = 4000;
const calmMs = 60_000;
const maxCalmMs = 8 * 60_000;
const triedMs = 45_000;
const drainingShare = 0.97;
const usableShare = 0.85;
const maxCatchUpSeconds = 8;
/** What waits grows although the line carries enough: something else holds it up, for so many seconds at least. */
const heldUpSeconds = 8;

/**
 * Steps down as far as the line needs when what waits grows older, never because it is cut, nor at once where it carries
 * what is made and waits for something else; up one rung after a calm minute. A rung that did not hold is tried again after twice the time, so the picture does not go to and fro.
 */
export function createLadder(now: () => number): Ladder {
  let rung = 0;
  let changedAt = Number.NEGATIVE_INFINITY;
  let climbedAt = Number.NEGATIVE_INFINITY;
  let calmSince = now();
  let patienceMs = calmMs;
  let before = 0;
  let growing = 0;

  function look({ secondsBehind, waitingBytes, carries, isDelivering }: LineLook): number | undefined {
    const grows = secondsBehind > behindSeconds && waitingBytes > before * drainingShare;
    growing = isDelivering && grows ? growing + 1 : 0;
    before = waitingBytes;
    if (secondsBehind > calmSeconds || !isDelivering) calmSince = now();
    const isShort = !isEnough(carries, rung);
    const mayStep = rung < lastRung && now() - changedAt >= settleMs;
    if (mayStep && growing >= (isShort ? 2 : heldUpSeconds)) return stepDown(isShort ? carries : 0);
    if (rung > 0 && now() - calmSince >= patienceMs) return climb();
    if (now() - climbedAt >= maxCalmMs) patienceMs = calmMs;
    return undefined;
  }

  function stepDown(carries = 0): number {
    if (now() - climbedAt < triedMs) patienceMs = Math.min(maxCalmMs, patienceMs * 2);
    const fits = rungs.findIndex((each, index) => index > rung && bitsOf(each) <= carries * usableShare);
    return stand(carries === 0 ? rung + 1 : fits === -1 ? lastRung : fits);
  }

  function climb(): number {
    climbedAt = now();
    return stand(rung - 1);
  }

  function stand(next: number): number {
    rung = next;
    changedAt = now();
    calmSince = now();
    growing = 0;
    return rung;
  }

  return { rung: () => rung, look };
}

/** Whether a line that carries so much has room to spare for what is made on a rung. */
export function isEnough(carries: number | undefined, rung: number): boolean {
  return carries !== undefined && carries * usableShare >= bitsOf(rungs[rung] ?? rungs[0]);
}

/** What waits would take so long on this line that viewers are better off with what is made now. */
export function isWorthLeavingOut({
  waitingBytes,
  carries,
}: {
  waitingBytes: number;
  carries: number | undefined;
}): boolean {
  return carries !== undefined && (waitingBytes * 8) / carries > maxCatchUpSeconds;
}

export function bitsOf({ pictureBits, soundBits }: Rung): number {
  return pictureBits + soundBits;
}
