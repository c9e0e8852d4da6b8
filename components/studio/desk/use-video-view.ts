import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { combineSignals } from "#components/ui/combine-signals.ts";
import type { VideoView } from "#lib/recordings/schema.ts";

const askEveryMs = 4000;

/**
 * What the server knows of the show's video while it is on air: who sends it, how it arrives, how its viewers do. What was
 * known before `wasRefused` turned is forgotten and asked anew.
 */
export function useVideoView(showId: string, isLive: boolean, wasRefused: boolean): VideoView | null {
  const [view, setView] = useState<VideoView | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a refusal outdates what was known
  useEffect(() => {
    if (!isLive) return;
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    void ask();

    async function ask(): Promise<void> {
      const { signal, done } = combineSignals([left.signal], askEveryMs * 2);
      const answer = await callApi<VideoView>("GET", `/api/shows/${showId}/video`, { signal }).catch(() => null);
      done();
      if (left.signal.aborted) return;
      setView(answer);
      timer = setTimeout(() => void ask(), askEveryMs);
    }

    return () => {
      left.abort();
      clearTimeout(timer);
      setView(null);
    };
  }, [showId, isLive, wasRefused]);

  return view;
}
