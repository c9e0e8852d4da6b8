import type { CityView } from "#lib/delivery-windows/schema.ts";

/** Cities whose way takes the same days, nearest first, so that hundreds of cities make a short table. */
export type CityGroup = { names: string[]; count: number; firstDays: number; lastDays: number };

const maxNames = 4;

export function groupCities(cities: CityView[]): CityGroup[] {
  const groups = new Map<string, CityGroup>();
  for (const { name, firstDays, lastDays } of cities) {
    const key = `${firstDays} ${lastDays}`;
    const group = groups.get(key) ?? { names: [], count: 0, firstDays, lastDays };
    groups.set(key, group);
    group.count += 1;
    if (group.names.length < maxNames) group.names.push(name);
  }
  return [...groups.values()].toSorted((a, b) => a.lastDays - b.lastDays || a.firstDays - b.firstDays);
}
