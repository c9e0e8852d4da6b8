"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { OrderChanged } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";

/** Reads the order again whenever the server says that it changed, in another tab or by other hands. */
export function OrderWatch({ id }: { id: string }) {
  const router = useRouter();
  useEffect(() => {
    const socket = liveSocket();
    const look = (change: OrderChanged) => {
      if (change.id === id) router.refresh();
    };
    socket.on("order", look);
    return () => {
      socket.off("order", look);
    };
  }, [router, id]);
  return null;
}
