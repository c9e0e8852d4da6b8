import type { CityView } from "#lib/delivery-windows/schema.ts";
import type { Way } from "#lib/delivery-windows/view.ts";

/** Places whose way takes the same days; with `isRest` all that no other group names. */
export type CityGroup = Way & { names: string[]; count: number; isRest?: boolean };

export const maxNames = 4;

/** Cities, nearest first, so that hundreds of them make a short table. */
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
