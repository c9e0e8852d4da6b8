"use client";

import { useEffect, useState } from "react";
import { type Connection, useConnection } from "#components/live/use-connection.ts";
import { type Board, board as boardSchema } from "#lib/live/contract.ts";
import { liveSocket, say } from "#lib/live/socket.ts";

/** The figures of one show, pushed whenever they change; read whole again after every reconnect. */
export function useBoard(initial: Board): { board: Board; connection: Connection } {
  const [board, setBoard] = useState(initial);
  const connection = useConnection();
  const { showId } = initial;

  useEffect(() => {
    const socket = liveSocket();
    const hear = (next: Board) => {
      if (next.showId === showId) setBoard(next);
    };
    async function watch() {
      const answer = await say("watchBoard", { showId });
      const whole = answer.ok ? boardSchema.safeParse(answer.data) : null;
      if (whole?.success) setBoard(whole.data);
    }
    socket.on("board", hear);
    socket.on("connect", watch);
    if (socket.connected) void watch();
    return () => {
      socket.off("board", hear);
      socket.off("connect", watch);
    };
  }, [showId]);

  return { board, connection };
}
