import { useEffect, useState } from "react";
import type { ChangeRoom } from "#components/live/follow-room.ts";
import { onLine } from "#components/live/on-line.ts";
import type { Connection } from "#components/live/use-connection.ts";

/** How a page gets its numbers: over its line, by asking every two seconds, or, while neither works, not at all. */
export type Feed = Connection | "polling";

/** Polls the room while its line is down, and stops when it is back. */
export function usePolledRoom(showId: string, connection: Connection, change: ChangeRoom): Feed {
  const [isRead, setIsRead] = useState(false);
  useEffect(() => {
    if (connection === "live") return;
    const stop = onLine(({ pollRoom, applySnapshot }) =>
      pollRoom(showId, (whole) => {
        setIsRead(whole !== null);
        if (whole) change((room) => applySnapshot(room, whole));
      }),
    );
    return () => {
      stop();
      setIsRead(false);
    };
  }, [showId, connection, change]);
  return connection !== "live" && isRead ? "polling" : connection;
}
