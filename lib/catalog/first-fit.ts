import type { WaveView } from "#lib/catalog/schema.ts";

/** The place in `waves` of the first, at `from` or after it, with room for the whole order; -1 without one. As first_fit of prisma/engine. */
export function firstFit(waves: Pick<WaveView, "capacity" | "allocated">[], quantity: number, from = 0): number {
  return waves.findIndex(({ capacity, allocated }, index) => index >= from && capacity - allocated >= quantity);
}
