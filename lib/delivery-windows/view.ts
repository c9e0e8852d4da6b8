import { firstFit } from "#lib/catalog/first-fit.ts";
import type { WaveView } from "#lib/catalog/schema.ts";
import type { EditionPromise } from "#lib/delivery-windows/schema.ts";
import { shiftWindow, type Way } from "#lib/engine/shift-window.ts";

export { shiftWindow, type Way };

type Wave = Omit<WaveView, "id">;
export type Promised = Pick<EditionPromise, "includesWay" | "wave" | "window" | "nextWindow">;

/** What the next order of so many is promised, shifted for the way. */
export function viewPromise(waves: Wave[], quantity: number, way: Way | null): Promised {
  const index = firstFit(waves, quantity);
  const wave = waves[index];
  const after = wave && waves[firstFit(waves, quantity, index + 1)];
  return {
    includesWay: way !== null,
    wave: wave ? { number: index + 1, left: wave.capacity - wave.allocated } : null,
    window: wave ? shiftWindow(wave, way) : null,
    nextWindow: after ? shiftWindow(after, way) : null,
  };
}
