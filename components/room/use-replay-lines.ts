import { type RefObject, useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import type { LineKind, LinePage } from "#lib/replays/schema.ts";
import { backMs, readFurther, type Stretch, saidBy, wantedAt } from "./replay-lines.ts";

const lookEveryMs = 250;
const againMs = 3000;

/** The lines that had been said at the moment of the picture on screen, read page by page as it goes on or leaps. */
export function useReplayLines(showId: string, of: LineKind, clock: RefObject<() => number | null>): LiveMessage[] {
  const [shown, setShown] = useState<{ of: LineKind; lines: LiveMessage[] }>({ of, lines: [] });

  useEffect(() => {
    const stop = new AbortController();
    let stretch: Stretch | null = null;
    let restsUntil = 0;
    let isReading = false;

    async function read(from: number, after: string | null): Promise<void> {
      const where = after ? `after=${after}` : `from=${from}`;
      const path = `/api/shows/${showId}/lines?of=${of}&limit=100&${where}`;
      const page = await callApi<LinePage>("GET", path, { signal: stop.signal }).catch(() => null);
      if (!page) restsUntil = performance.now() + againMs;
      else stretch = readFurther(after && stretch ? stretch : { from, lines: [], next: null }, page);
    }
    function look(): void {
      const now = clock.current();
      if (now === null) return;
      const wanted = isReading || performance.now() < restsUntil ? null : wantedAt(stretch, now);
      if (wanted) {
        isReading = true;
        const after = wanted === "more" ? (stretch?.next ?? null) : null;
        void read(Math.max(0, Math.floor(now - backMs)), after).finally(() => {
          isReading = false;
        });
      }
      const lines = saidBy(stretch, now);
      setShown((before) => (before.of === of && isSame(before.lines, lines) ? before : { of, lines }));
    }

    look();
    const timer = setInterval(look, lookEveryMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [showId, of, clock]);

  return shown.of === of ? shown.lines : [];
}

function isSame(one: LiveMessage[], other: LiveMessage[]): boolean {
  return one.length === other.length && one[0]?.id === other[0]?.id && one.at(-1)?.id === other.at(-1)?.id;
}
