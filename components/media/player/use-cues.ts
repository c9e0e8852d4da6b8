"use client";

import { useEffect, useMemo, useState } from "react";
import type { CaptionCue, CaptionNews } from "#lib/live/contract.ts";
import { isCueList } from "#lib/live/is-snapshot.ts";
import { liveSocket } from "#lib/live/socket.ts";

const fullPage = 500;
const retryMs = 3000;
/** By then one is in the room and misses nothing that is said after the reading; a crowd does not ask at one moment. */
const settleMs = { least: 300, spread: 1200 };

type Known = { cues: ReadonlyMap<string, CaptionCue>; removed: ReadonlySet<string> };
const nothing: Known = { cues: new Map(), removed: new Set() };

/**
 * A show's captions with all that is known of them: the newest, then what the room's line brings. `whole` fetches every
 * one there is, for somebody who watches what was. Who wants it `live` must have joined the room, as `useShow` does.
 */
export function useCues(showId: string, { whole = false, live = true } = {}): CaptionCue[] {
  const [known, setKnown] = useState(nothing);

  useEffect(() => {
    const socket = live ? liveSocket() : null;
    const left = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;

    function come() {
      clearTimeout(again);
      again = setTimeout(read, whole ? 0 : settleMs.least + Math.random() * settleMs.spread);
    }
    async function read() {
      try {
        for await (const cues of pagesOf(showId, { whole, signal: left.signal }))
          setKnown((before) => add(before, cues));
      } catch {
        clearTimeout(again);
        if (!left.signal.aborted) again = setTimeout(read, retryMs);
      }
    }
    function hear(news: CaptionNews) {
      if (news.showId === showId) setKnown((before) => add(remove(before, news.removed), news.cues));
    }

    socket?.on("captions", hear);
    socket?.on("connect", come);
    come();
    return () => {
      left.abort();
      clearTimeout(again);
      socket?.off("captions", hear);
      socket?.off("connect", come);
    };
  }, [showId, whole, live]);

  return useMemo(() => [...known.cues.values()].toSorted((one, other) => one.startMs - other.startMs), [known]);
}

async function* pagesOf(showId: string, { whole, signal }: { whole: boolean; signal: AbortSignal }) {
  for (let from: number | undefined = whole ? 0 : undefined; ; ) {
    const query: string = from === undefined ? "" : `?from=${from}`;
    const response = await fetch(`/api/shows/${showId}/captions${query}`, { signal });
    if (!response.ok) throw new Error(`captions: ${response.status}`);
    const answer: unknown = await response.json();
    if (!isCueList(answer)) throw new Error("captions: not understood");
    const { cues } = answer;
    yield cues;
    const last = cues.at(-1)?.startMs ?? 0;
    if (from === undefined || cues.length < fullPage || last <= from) return;
    from = last;
  }
}

function add({ cues, removed }: Known, news: CaptionCue[]): Known {
  const merged = new Map(cues);
  for (const cue of news) {
    if (!removed.has(cue.id) && cue.version >= (merged.get(cue.id)?.version ?? 0)) merged.set(cue.id, cue);
  }
  return { cues: merged, removed };
}

function remove({ cues, removed }: Known, ids: string[]): Known {
  if (ids.length === 0) return { cues, removed };
  const gone = new Set([...removed, ...ids]);
  return { cues: new Map([...cues].filter(([id]) => !gone.has(id))), removed: gone };
}
