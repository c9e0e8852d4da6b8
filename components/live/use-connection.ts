"use client";

import { useEffect, useState } from "react";
import { liveSocket } from "#lib/live/socket.ts";

export type Connection = "live" | "reconnecting";

const timeout = 2000;

/** "reconnecting" only once the line has been down for two seconds: a blink is not worth a notice. */
export function useConnection(): Connection {
  const [connection, setConnection] = useState<Connection>("live");
  useEffect(() => {
    const socket = liveSocket();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const up = () => {
      clearTimeout(timer);
      timer = undefined;
      setConnection("live");
    };
    const down = () => {
      timer ??= setTimeout(() => setConnection("reconnecting"), timeout);
    };
    if (!socket.connected) down();
    socket.on("connect", up);
    socket.on("disconnect", down);
    socket.on("connect_error", down);
    return () => {
      clearTimeout(timer);
      socket.off("connect", up);
      socket.off("disconnect", down);
      socket.off("connect_error", down);
    };
  }, []);
  return connection;
}
