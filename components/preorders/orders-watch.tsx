"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { liveSocket } from "#lib/live/socket.ts";

const quietMs = 150;

/** Reads the page again when any order, or any place in a line, of this person changed; many changes at once are one look. */
export function OrdersWatch() {
  const router = useRouter();
  useEffect(() => {
    const socket = liveSocket();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), quietMs);
    };
    socket.on("order", look);
    socket.on("line", look);
    return () => {
      clearTimeout(timer);
      socket.off("order", look);
      socket.off("line", look);
    };
  }, [router]);
  return null;
}
