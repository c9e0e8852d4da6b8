import { firstFit } from "#lib/catalog/first-fit.ts";
import type { DeliveryWindow, WaveView } from "#lib/catalog/schema.ts";
import type { CityView, EditionPromise } from "#lib/promises/schema.ts";

type Wave = Omit<WaveView, "id">;
type Way = Pick<CityView, "firstDays" | "lastDays">;
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

/** A wave's window with the days that the way to a city adds. */
export function shiftWindow({ start, end }: DeliveryWindow, way: Way | null): DeliveryWindow {
  return { start: addDays(start, way?.firstDays ?? 0), end: addDays(end, way?.lastDays ?? 0) };
}

function addDays(day: string, days: number): string {
  return days === 0 ? day : new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
