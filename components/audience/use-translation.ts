import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { lazyModule } from "#components/ui/lazy-module.ts";

export type Translated = { text: string; from: string | null };

const askWhether = lazyModule(() => callApi<{ isOn: boolean }>("GET", "/api/translation"));

/** Whether the shop translates; asked once, by whoever may want it. */
export function useTranslates(): boolean {
  const [isOn, setOn] = useState(false);
  useEffect(() => void askWhether().then((answer) => setOn(answer.isOn)), []);
  return isOn;
}

/** What the server says in the reader's language, or why not; null while it is asked. */
export function useTranslation<Answer extends object>(path: string): Answer | { problem: string } | null {
  const sayRefusal = useRefusalWords();
  const [said, setSaid] = useState<Answer | { problem: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each text
  useEffect(() => {
    const asking = new AbortController();
    setSaid(null);
    callApi<Answer>("GET", path, { signal: asking.signal }).then(setSaid, (refusal) => {
      if (!asking.signal.aborted) setSaid({ problem: sayRefusal(refusal) });
    });
    return () => asking.abort();
  }, [path]);
  return said;
}
