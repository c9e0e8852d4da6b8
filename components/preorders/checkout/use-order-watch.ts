import { useEffect, useEffectEvent } from "react";
import { callApi } from "#components/session/call-api.ts";
import { liveSocket } from "#lib/live/socket.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";

const lookEvery = 4000;

/** Reads an order again whenever the server says that it changed, and now and then in case that word was lost. */
export function useOrderWatch(orderId: string | null, onOrder: (order: PreorderView) => void): void {
  const tell = useEffectEvent(onOrder);

  useEffect(() => {
    if (!orderId) return;
    const stop = new AbortController();
    const look = () =>
      void callApi<PreorderView>("GET", `/api/preorders/${orderId}`, { signal: stop.signal }).then(
        (order) => !stop.signal.aborted && tell(order),
        () => undefined,
      );
    const hear = ({ id }: { id: string }) => {
      if (id === orderId) look();
    };
    const socket = liveSocket();
    socket.on("order", hear);
    const timer = setInterval(look, lookEvery);
    return () => {
      stop.abort();
      clearInterval(timer);
      socket.off("order", hear);
    };
  }, [orderId]);
}
