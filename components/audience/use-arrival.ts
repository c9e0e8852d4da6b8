import { useEffect } from "react";
import { liveSocket, mention } from "#lib/live/socket.ts";
import { announcesArrival } from "./own-name.ts";

/** Once the room is entered. */
const afterMs = 2000;

/** Lets the room say that one came in, where one allowed it on this device. */
export function useArrival(showId: string): void {
  useEffect(() => {
    if (!announcesArrival()) return;
    const socket = liveSocket();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const come = () => {
      timer = setTimeout(() => mention("arrive", { showId }), afterMs);
    };
    if (socket.connected) come();
    else socket.on("connect", come);
    return () => {
      clearTimeout(timer);
      socket.off("connect", come);
    };
  }, [showId]);
}
