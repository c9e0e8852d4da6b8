import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { type WavePreview, waveQuery } from "#lib/delivery-windows/schema.ts";

export type Preview =
  | { at: "waiting" }
  | { at: "counting" }
  | { at: "known"; found: WavePreview }
  | { at: "failed"; problem: string };

const pause = 250;

/** What moving the wave to these days would change, counted anew whenever they change; null while nothing was picked. */
export function useWavePreview(waveId: string, days: { start: string; end: string } | null): Preview {
  const sayRefusal = useRefusalWords();
  const [answer, setAnswer] = useState<{ query: string; preview: Preview } | null>(null);
  const parsed = waveQuery.safeParse(days ?? {});
  const query = parsed.success ? `${new URLSearchParams(parsed.data)}` : null;

  useEffect(() => {
    if (query === null) return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      callApi<WavePreview>("GET", `/api/ops/waves/${waveId}/promise?${query}`, { signal: asking.signal }).then(
        (found) => setAnswer({ query, preview: { at: "known", found } }),
        (refusal: unknown) => {
          if (!asking.signal.aborted) setAnswer({ query, preview: { at: "failed", problem: sayRefusal(refusal) } });
        },
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [waveId, query, sayRefusal]);

  if (query === null) return { at: "waiting" };
  return answer?.query === query ? answer.preview : { at: "counting" };
}
