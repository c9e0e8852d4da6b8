"use client";

import { useEffect, useState } from "react";

const key = "launchroom.player";
export type CaptionSize = "small" | "medium" | "large";
export type PlayerSettings = { soundOnly: boolean; captions: boolean; captionSize: CaptionSize };

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
    return { ...usual, ...known(JSON.parse(localStorage.getItem(key) ?? "{}")) };
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

/** What of a stored wish can still be one. */
function known(stored: unknown): Partial<PlayerSettings> {
  if (typeof stored !== "object" || stored === null) return {};
  return {
    ...("soundOnly" in stored && typeof stored.soundOnly === "boolean" && { soundOnly: stored.soundOnly }),
    ...("captions" in stored && typeof stored.captions === "boolean" && { captions: stored.captions }),
    ...("captionSize" in stored && isSize(stored.captionSize) && { captionSize: stored.captionSize }),
  };
}

function isSize(value: unknown): value is CaptionSize {
  return value === "small" || value === "medium" || value === "large";
}
