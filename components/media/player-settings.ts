"use client";

import { useEffect, useState } from "react";
import { z } from "zod";

const key = "launchroom.player";
const captionSize = z.enum(["small", "medium", "large"]);
const settings = z.object({
  soundOnly: z.boolean().catch(false),
  captions: z.boolean().catch(true),
  captionSize: captionSize.catch("medium"),
});
export type CaptionSize = z.infer<typeof captionSize>;
export type PlayerSettings = z.infer<typeof settings>;

const usual: PlayerSettings = { soundOnly: false, captions: true, captionSize: "medium" };

/** How this browser likes to watch; null until it is known, which is not before the page has come alive. */
export function usePlayerSettings() {
  const [chosen, setChosen] = useState<PlayerSettings | null>(null);

  useEffect(() => setChosen(recall()), []);

  function choose(change: Partial<PlayerSettings>): void {
    const next = { ...(chosen ?? usual), ...change };
    setChosen(next);
    remember(next);
  }

  return [chosen, choose] as const;
}

function recall(): PlayerSettings {
  try {
    const stored = settings.safeParse(JSON.parse(localStorage.getItem(key) ?? "{}"));
    return stored.success ? stored.data : usual;
  } catch {
    return usual;
  }
}

/** A browser without storage starts from the usual the next time. */
function remember(next: PlayerSettings): void {
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    return;
  }
}
