import type { WaveChange } from "#lib/catalog/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** `allocated` units are promised to live orders; `hasOrders` is true for orders that ended, too. */
export type StandingWave = {
  id: string;
  capacity: number;
  allocated: number;
  start: string;
  end: string;
  hasOrders: boolean;
};

type Placed = { position: number; capacity: number; start: string; end: string };
type WavePlan = { removed: string[]; kept: (Placed & { id: string })[]; added: Placed[] };

/** What has to happen so that the waves become those that are wanted, if no promise is broken by it. */
export function planWaves(standing: StandingWave[], wanted: WaveChange[], units: number): WavePlan {
  const known = new Map(standing.map((wave) => [wave.id, wave]));
  const plan: WavePlan = { removed: [], kept: [], added: [] };
  for (const [index, { id, ...wave }] of wanted.entries()) {
    const placed = { ...wave, position: index + 1 };
    if (!id) {
      plan.added.push(placed);
      continue;
    }
    const before = known.get(id);
    if (!before) throw new Refusal("invalid_body", { field: `waves.${index}.id` });
    known.delete(id);
    keepPromises(before, wave, index);
    plan.kept.push({ ...placed, id });
  }
  for (const { id, hasOrders } of known.values()) {
    if (hasOrders) throw new Refusal("wave_in_use", { field: "waves" });
    plan.removed.push(id);
  }
  const capacity = wanted.reduce((sum, wave) => sum + wave.capacity, 0);
  if (capacity < units) throw new Refusal("windows_too_small", { field: "waves", detail: { capacity, units } });
  return plan;
}

function keepPromises({ allocated, start, end }: StandingWave, wave: Omit<WaveChange, "id">, index: number) {
  if (wave.capacity < allocated) {
    throw new Refusal("wave_below_allocated", { field: `waves.${index}.capacity`, detail: { allocated } });
  }
  if (allocated > 0 && (wave.start !== start || wave.end !== end)) {
    throw new Refusal("wave_promised", { field: `waves.${index}.${wave.start === start ? "end" : "start"}` });
  }
}
