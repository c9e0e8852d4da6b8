import { useEffect, useRef, useState } from "react";
import { type Broadcast, type BroadcastStatus, startBroadcast } from "#components/media/broadcast.ts";
import { requestTake } from "#components/media/request-take.ts";

export type Air = ReturnType<typeof useAir>;

/** What this page sends to the show: nothing until wanted, then `stream`, whichever that is, until stopped or the page goes. */
export function useAir(showId: string, stream: MediaStream | null) {
  const broadcast = useRef<Broadcast>(null);
  const sent = useRef<MediaStream>(null);
  const [isWanted, setIsWanted] = useState(false);
  const [status, setStatus] = useState<BroadcastStatus | null>(null);

  useEffect(() => {
    if (!isWanted || !stream || sent.current === stream) return;
    sent.current = stream;
    if (broadcast.current) {
      broadcast.current.replaceStream(stream);
      return;
    }
    broadcast.current = startBroadcast({
      showId,
      stream,
      startTake: (request) => requestTake(showId, request),
      onStatus: (news) => {
        if (news.state === "stopped") broadcast.current = null;
        setStatus(news);
      },
    });
  }, [isWanted, showId, stream]);

  useEffect(
    () => () => {
      void broadcast.current?.stop();
    },
    [],
  );

  return {
    status,
    isSending: isWanted && status?.state !== "stopped",
    start: () => {
      sent.current = null;
      setIsWanted(true);
    },
    stop: async () => {
      setIsWanted(false);
      await broadcast.current?.stop();
    },
  };
}
