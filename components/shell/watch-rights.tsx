"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { liveSocket } from "#lib/live/socket.ts";

/** Reads the page anew when the server says that the reader's rights changed: a page that is theirs no longer closes at once. */
export function WatchRights() {
  const { refresh } = useRouter();
  useEffect(() => {
    const socket = liveSocket();
    socket.on("signedOut", refresh);
    return () => {
      socket.off("signedOut", refresh);
    };
  }, [refresh]);
  return null;
}
