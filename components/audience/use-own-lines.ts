import { useEffect, useEffectEvent } from "react";
import type { LiveMessage, OwnLine } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";
import type { UnsentLine } from "./kept-lines.ts";

type Held = { unsent: UnsentLine[]; put: (line: UnsentLine) => void; discard: (key: string) => void };

/** Hears how one's own lines stand that wait, were kept out or taken back; in each of one's tabs. */
export function useOwnLines(showId: string, { unsent, put, discard }: Held): void {
  const hearMoved = useEffectEvent(({ showId: of, key, body, ...held }: OwnLine) => {
    if (of !== showId) return;
    const known = unsent.find((line) => line.key === key) ?? { key, body, writtenAt: Date.now(), isOld: false };
    put({ ...known, held });
  });
  const hearStanding = useEffectEvent(({ line: { id } }: { line: LiveMessage }) => {
    const known = unsent.find(({ held }) => held?.id === id);
    if (known) discard(known.key);
  });
  useEffect(() => {
    const socket = liveSocket();
    const moved = (line: OwnLine) => hearMoved(line);
    const standing = (said: { line: LiveMessage }) => hearStanding(said);
    socket.on("ownLine", moved);
    socket.on("addressed", standing);
    return () => {
      socket.off("ownLine", moved);
      socket.off("addressed", standing);
    };
  }, []);
}
