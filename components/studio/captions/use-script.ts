import { useEffect, useState } from "react";
import { z } from "zod";
import type { Script } from "./read-script.ts";

const storedScript = z.object({
  name: z.string(),
  lines: z.array(z.string()),
  next: z.int().min(0),
  /** Read from, and never sent as captions. */
  isPrompter: z.boolean().default(false),
});
type Stored = z.infer<typeof storedScript>;

export type ScriptState = ReturnType<typeof useScript>;

/** The script of a show and the line that comes next; this browser keeps both, so that a reload loses nothing. */
export function useScript(showId: string) {
  const key = `launchroom.script.${showId}`;
  const [script, setScript] = useState<Stored | null>(null);
  useEffect(() => setScript(recall(key)), [key]);

  function change(to: (before: Stored | null) => Stored | null) {
    setScript((before) => {
      const next = to(before);
      remember(key, next);
      return next;
    });
  }

  return {
    script,
    next: script?.lines[script.next],
    open: ({ name, lines }: Script) => change(() => ({ name, lines, next: 0, isPrompter: false })),
    promptOnly: (isPrompter: boolean) => change((before) => before && { ...before, isPrompter }),
    close: () => change(() => null),
    jump: (to: number) =>
      change((before) => before && { ...before, next: Math.min(Math.max(0, to), before.lines.length) }),
    edit: (at: number, text: string) => change((before) => before && { ...before, lines: before.lines.with(at, text) }),
  };
}

function recall(key: string): Stored | null {
  try {
    return storedScript.safeParse(JSON.parse(localStorage.getItem(key) ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

/** A script too large for this browser's storage lives as long as the page. */
function remember(key: string, script: Stored | null): void {
  try {
    if (script) localStorage.setItem(key, JSON.stringify(script));
    else localStorage.removeItem(key);
  } catch {
    return;
  }
}
