import { useEffect, useState } from "react";
import type { LivePoll } from "#lib/live/contract.ts";

/** One's own place among the nearest hundred, or null. Only who can be among them asks for it. */
export function useGuessPlace({ id, right, reach }: LivePoll, own: number | null): number | null {
  const [place, setPlace] = useState<number | null>(null);
  const isNear = own !== null && right !== null && reach !== null && Math.abs(own - right) <= reach;
  useEffect(() => {
    if (!isNear) return setPlace(null);
    const asking = new AbortController();
    readPlace(id, asking.signal).then(setPlace, () => undefined);
    return () => asking.abort();
  }, [id, isNear]);
  return place;
}

async function readPlace(id: string, signal: AbortSignal): Promise<number | null> {
  const response = await fetch(`/api/polls/${id}/own`, { signal });
  if (!response.ok) return null;
  const { own }: { own: { place: number | null } | null } = await response.json();
  return own?.place ?? null;
}
