import { useEffect, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { ShowSales, Snapshot } from "#lib/live/contract.ts";

const askEveryMs = 1000;

/** What was sold in this show, read again when stock moves, at most once a second. */
export function useShowSales(showId: string, initial: ShowSales[], live: Snapshot): Map<string, ShowSales> {
  const [sales, setSales] = useState(initial);
  const moved = live.stock.map(({ editionId, seq }) => `${editionId} ${seq}`).join();
  const askedFor = useRef(moved);

  useEffect(() => {
    if (moved === askedFor.current) return;
    const left = new AbortController();
    const timer = setTimeout(async () => {
      const call = { signal: left.signal };
      const answer = await callApi<{ sales: ShowSales[] }>("GET", `/api/shows/${showId}/sales`, call).catch(() => null);
      if (!answer || left.signal.aborted) return;
      askedFor.current = moved;
      setSales(answer.sales);
    }, askEveryMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [showId, moved]);

  return new Map(sales.map((each) => [each.editionId, each]));
}
