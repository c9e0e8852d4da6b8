const spread = 0.3;

/** About so long: what a crowd waits for at one moment must not come back at one moment. */
export function around(ms: number, chance = Math.random()): number {
  return ms * (1 - spread + 2 * spread * chance);
}

/** A show with more viewers than this goes on air for one after another. */
export const crowdBeyond = 100;
const crowdSpreadMs = 1500;

export function crowdDelay(isCrowd: boolean, chance = Math.random()): number {
  return isCrowd ? crowdSpreadMs * chance : 0;
}
