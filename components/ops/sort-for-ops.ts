import type { ShowCard } from "#lib/shows/schema.ts";

const order = { LIVE: 0, SCHEDULED: 1, DRAFT: 2, ENDED: 3, CANCELLED: 4 } satisfies Record<ShowCard["status"], number>;

/** On air first, then the soonest to come, then the latest past. */
export function sortForOps(shows: ShowCard[]): ShowCard[] {
  return shows.toSorted((a, b) => {
    if (a.status !== b.status) return order[a.status] - order[b.status];
    const later = a.startsAt.localeCompare(b.startsAt);
    return a.status === "SCHEDULED" ? later : -later;
  });
}
