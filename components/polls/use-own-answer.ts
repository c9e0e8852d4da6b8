import { useCallback, useEffect, useState } from "react";
import { ensureAccount } from "#components/session/ensure-account.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { showToast } from "#components/ui/toasts.ts";
import { say } from "#lib/live/socket.ts";

const place = "launchroom.polls";
const kept = 20;

/** What this device answered, known at once and after a reload; null is nothing yet. Refused, it is as it was before, and said. */
export function useOwnAnswer(pollId: string) {
  const [own, setOwn] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const words = useRefusalWords();

  useEffect(() => setOwn(read().find(([id]) => id === pollId)?.[1] ?? null), [pollId]);

  const answer = useCallback(
    async (given: number) => {
      const before = own;
      setOwn(given);
      setBusy(true);
      const refusal = await cast(pollId, given);
      setBusy(false);
      if (!refusal) return keep(pollId, given);
      setOwn(before);
      showToast({ text: words(refusal), tone: "danger" });
    },
    [pollId, own, words],
  );
  return { own, busy, answer };
}

/** Null when it was taken, else why not. */
async function cast(pollId: string, answer: number): Promise<unknown> {
  try {
    let reply = await say("vote", { pollId, answer });
    if (!reply.ok && reply.code === "not_signed_in") {
      await ensureAccount();
      reply = await say("vote", { pollId, answer });
    }
    return reply.ok ? null : reply;
  } catch {
    return { code: "offline" };
  }
}

function read(): [string, number][] {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(known) ? known.filter(isAnswer) : [];
  } catch {
    return [];
  }
}

function keep(pollId: string, answer: number): void {
  try {
    const others = read().filter(([id]) => id !== pollId);
    localStorage.setItem(place, JSON.stringify([...others, [pollId, answer]].slice(-kept)));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}

function isAnswer(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}
