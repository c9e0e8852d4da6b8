import type { ClientEvent } from "#lib/live/contract.ts";

/** What a viewer's player said of itself. */
export type WatchReport = Omit<ClientEvent<"watch">, "showId">;

export type WatchReports = ReturnType<typeof createWatchReports>;

/** Viewers by what of the video their browsers cannot play. */
export type Failing = Record<NonNullable<WatchReport["fails"]>, number>;
type Known = { saidAt: number; stalledAt: number; fails: WatchReport["fails"] };

const freshMs = 30_000;
const forgetEveryMs = 5000;

/** How the players of a show's viewers do, by what each said within the last half minute. In memory of this process. */
export function createWatchReports(now: () => number = Date.now) {
  const shows = new Map<string, Map<string, Known>>();
  let forgotAt = now();

  function add(showId: string, viewerId: string, { stalled, fails }: WatchReport): void {
    forget();
    const viewers = shows.get(showId) ?? new Map<string, Known>();
    shows.set(showId, viewers);
    const before = viewers.get(viewerId)?.stalledAt ?? Number.NEGATIVE_INFINITY;
    viewers.set(viewerId, { saidAt: now(), stalledAt: stalled ? now() : before, fails });
  }

  function figures(showId: string): { watching: number; stalling: number; failing: Failing } {
    const fresh = [...(shows.get(showId)?.values() ?? [])].filter(({ saidAt }) => isFresh(saidAt));
    const failing: Failing = { codec: 0, decoder: 0, sound: 0 };
    for (const { fails } of fresh) if (fails) failing[fails] += 1;
    return { watching: fresh.length, stalling: fresh.filter(({ stalledAt }) => isFresh(stalledAt)).length, failing };
  }

  function forget(): void {
    if (now() - forgotAt < forgetEveryMs) return;
    forgotAt = now();
    for (const [showId, viewers] of shows) {
      for (const [viewerId, { saidAt }] of viewers) if (!isFresh(saidAt)) viewers.delete(viewerId);
      if (viewers.size === 0) shows.delete(showId);
    }
  }

  function isFresh(at: number): boolean {
    return now() - at < freshMs;
  }

  return { add, figures };
}
