import { useEffect, useState } from "react";
import type { SearchPage } from "#lib/search/schema.ts";

/** So long nobody asks who is still typing. */
const pauseMs = 220;
const most = "6";

/** What fits the words typed last; null while nothing is asked for. An answer that comes late is not looked at. */
export function useFound(typed: string): SearchPage | null {
  const [found, setFound] = useState<SearchPage | null>(null);
  const asked = typed.trim();

  useEffect(() => {
    if (!asked) return setFound(null);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/api/search?${new URLSearchParams({ q: asked, limit: most })}`, { signal: abort.signal })
        .then(async (answer) => answer.ok && setFound((await answer.json()) as SearchPage))
        // Away or overtaken: the form still leads to the page of results.
        .catch(() => undefined);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked]);

  return asked ? found : null;
}
