import { useCallback, useEffect, useRef } from "react";
import { mention } from "#lib/live/socket.ts";

const everyMs = 1000;
const crowdEveryMs = 2000;
const maxAtOnce = 20;

/** Hearts go out together once a second, from a crowd every two; gives what counts one more. */
export function useLikes(showId: string, isCrowd: boolean): () => void {
  const waiting = useRef(0);
  useEffect(() => {
    const flush = () => {
      const n = Math.min(waiting.current, maxAtOnce);
      if (n > 0 && mention("like", { showId, n })) waiting.current -= n;
    };
    const timer = setInterval(flush, isCrowd ? crowdEveryMs : everyMs);
    return () => clearInterval(timer);
  }, [showId, isCrowd]);
  return useCallback(() => {
    waiting.current += 1;
  }, []);
}
