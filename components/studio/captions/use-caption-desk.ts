import { useRef, useState } from "react";
import { useCues } from "#components/media/player/use-cues.ts";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { showToast } from "#components/ui/toasts.ts";
import { maxLines } from "#lib/captions/schema.ts";
import type { CaptionCue, CaptionSource } from "#lib/live/contract.ts";
import { shortenLine } from "./shorten-line.ts";

export type CaptionDesk = ReturnType<typeof useCaptionDesk>;

type Line = { text: string; source: CaptionSource; agoMs?: number };
type Sent = { ids: string[]; onUndo?: () => void };

const rememberedActs = 50;

/** What the host does with captions. Lines leave in the order in which they were given, one after the other. */
export function useCaptionDesk(showId: string, { whole }: { whole: boolean }) {
  const address = `/api/shows/${showId}/captions`;
  const cues = useCues(showId, { whole });
  const sayRefusal = useRefusalWords();
  const [sent, setSent] = useState<Sent[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  function inTurn<Result>(act: () => Promise<Result>): Promise<Result | null> {
    const done = queue.current.then(act).catch((refusal: unknown) => {
      showToast({ text: sayRefusal(refusal), tone: "danger" });
      return null;
    });
    queue.current = done;
    return done;
  }

  /** False when it was refused. What is too long for one line goes on in the next; `onUndo` is called when it is taken back. */
  async function send({ text, source, agoMs = 0 }: Line, language: string, onUndo?: () => void): Promise<boolean> {
    const [first = "", ...more] = shortenLine(text).slice(0, maxLines);
    const lines = [{ text: first, source, agoMs: clampAgo(agoMs) }, ...more.map((each) => ({ text: each, source }))];
    const body = { language, lines };
    const answer = await inTurn(() => callApi<{ cues: CaptionCue[] }>("POST", address, { body }));
    if (!answer) return false;
    const ids = answer.cues.map(({ id }) => id);
    setSent((before) => [...before, { ids, onUndo }].slice(-rememberedActs));
    return true;
  }

  async function undo(): Promise<void> {
    const last = sent.at(-1);
    if (!last) return;
    setSent((before) => before.filter((each) => each !== last));
    last.onUndo?.();
    for (const id of last.ids) await remove(id);
  }

  function remove(id: string) {
    setSent((before) =>
      before
        .map(({ ids, onUndo }) => ({ ids: ids.filter((each) => each !== id), onUndo }))
        .filter(({ ids }) => ids.length > 0),
    );
    return inTurn(() => callApi("DELETE", `${address}/${id}`));
  }

  return {
    cues,
    canUndo: sent.length > 0,
    send,
    undo,
    remove,
    correct: (id: string, text: string) => inTurn(() => callApi("PATCH", `${address}/${id}`, { body: { text } })),
  };
}

const maxAgoMs = 15_000;

function clampAgo(milliseconds: number): number {
  return Math.round(Math.min(maxAgoMs, Math.max(0, milliseconds)));
}
