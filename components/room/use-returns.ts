import { useEffect, useRef, useState } from "react";
import type { LiveStock } from "#lib/live/contract.ts";

const shownForMs = 6000;

export type Return = { editionId: string; count: number };

/** Units that came back while one watches, of the edition that had some last; null once that is old news. */
export function useReturns(stock: LiveStock[]): Return | null {
  const seen = useRef(new Map(stock.map(({ editionId, returned }) => [editionId, returned])));
  const [latest, setLatest] = useState<Return | null>(null);

  useEffect(() => {
    for (const { editionId, returned } of stock) {
      const count = returned - (seen.current.get(editionId) ?? returned);
      seen.current.set(editionId, returned);
      if (count > 0) setLatest({ editionId, count });
    }
  }, [stock]);

  useEffect(() => {
    if (!latest) return;
    const timer = setTimeout(() => setLatest(null), shownForMs);
    return () => clearTimeout(timer);
  }, [latest]);

  return latest;
}
