import { useEffect, useMemo, useRef, useState } from "react";
import type { OwnPlace } from "#components/queue/own-places.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";

const lingersForMs = 30_000;
const urgency = { OPEN: 0, ARMED: 1, CLOSED: 2, PREPARED: 3 } as const;

/**
 * The drops that the room shows, the most pressing first: those in which something happens, those that ended before the
 * viewer's eyes a moment ago, and those that owe the viewer word about a place.
 */
export function useShownDrops(drops: LiveDrop[], places: OwnPlace[]): LiveDrop[] {
  const lingering = useLingering(drops);
  return useMemo(
    () =>
      drops
        .filter(({ id, status }) => isActive(status) || lingering.has(id) || places.some((place) => isOwed(place, id)))
        .toSorted((a, b) => urgency[a.status] - urgency[b.status] || openingOf(a) - openingOf(b)),
    [drops, places, lingering],
  );
}

function isActive(status: LiveDrop["status"]): boolean {
  return status === "ARMED" || status === "OPEN";
}

function isOwed({ dropId, state }: OwnPlace, id: string): boolean {
  return dropId === id && state !== "LEFT";
}

function openingOf({ opensAt }: LiveDrop): number {
  return opensAt ? Date.parse(opensAt) : Number.MAX_SAFE_INTEGER;
}

/** Drops that were open here and closed within the last half minute. */
function useLingering(drops: LiveDrop[]): ReadonlySet<string> {
  const [lingering, setLingering] = useState<ReadonlySet<string>>(new Set());
  const wasOpen = useRef(new Set<string>());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    for (const { id, status } of drops) {
      if (status === "OPEN") wasOpen.current.add(id);
      else if (wasOpen.current.delete(id) && status === "CLOSED") {
        setLingering((before) => new Set(before).add(id));
        const end = setTimeout(
          () => setLingering((before) => new Set([...before].filter((each) => each !== id))),
          lingersForMs,
        );
        timers.current.add(end);
      }
    }
  }, [drops]);

  useEffect(
    () => () => {
      for (const timer of timers.current) clearTimeout(timer);
    },
    [],
  );

  return lingering;
}
