"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { OrderChanged } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";

const quietMs = 150;

/**
 * Reads the page again when an order of this person changed, in another tab or by other hands: the one with this id, or without
 * one any order and any place in a line. Many changes at once are one look; so is what changed before the line stood.
 */
export function OrderWatch({ id }: { id?: string }) {
  const router = useRouter();
  useEffect(() => {
    const socket = liveSocket();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), quietMs);
    };
    const hear = (change: OrderChanged) => {
      if (id === undefined || change.id === id) look();
    };
    socket.on("connect", look);
    socket.on("order", hear);
    if (id === undefined) socket.on("line", look);
    return () => {
      clearTimeout(timer);
      socket.off("connect", look);
      socket.off("order", hear);
      socket.off("line", look);
    };
  }, [router, id]);
  return null;
}
