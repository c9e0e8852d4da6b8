import type { ClientEvent } from "#lib/live/contract.ts";

/** What a viewer's player said of itself. */
export type WatchReport = Omit<ClientEvent<"watch">, "showId">;

export type WatchReports = ReturnType<typeof createWatchReports>;

const freshMs = 30_000;
const forgetEveryMs = 5000;

/** How the players of a show's viewers do, by what each said within the last half minute. In memory of this process. */
export function createWatchReports(now: () => number = Date.now) {
  const shows = new Map<string, Map<string, { saidAt: number; stalledAt: number }>>();
  let forgotAt = now();

  function add(showId: string, viewerId: string, { stalled }: WatchReport): void {
    forget();
    const viewers = shows.get(showId) ?? new Map<string, { saidAt: number; stalledAt: number }>();
    shows.set(showId, viewers);
    const before = viewers.get(viewerId)?.stalledAt ?? Number.NEGATIVE_INFINITY;
    viewers.set(viewerId, { saidAt: now(), stalledAt: stalled ? now() : before });
  }

  function figures(showId: string): { watching: number; stalling: number } {
    const fresh = [...(shows.get(showId)?.values() ?? [])].filter(({ saidAt }) => isFresh(saidAt));
    return { watching: fresh.length, stalling: fresh.filter(({ stalledAt }) => isFresh(stalledAt)).length };
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
