"use client";

import { useSyncExternalStore } from "react";

export const captionChoices = ["medium", "large", "off", "small"] as const;
export type CaptionChoice = (typeof captionChoices)[number];

const key = "launchroom.captions";
const changed = "launchroom:captions";
/** Video begins without sound here, so whoever said nothing sees captions. */
const first: CaptionChoice = "medium";

/** How large this device shows captions, if at all; remembered. */
export function useCaptionChoice(): [CaptionChoice, (choice: CaptionChoice) => void] {
  const choice = useSyncExternalStore(watch, recall, () => first);
  return [choice, remember];
}

export function nextChoice(choice: CaptionChoice): CaptionChoice {
  return captionChoices[(captionChoices.indexOf(choice) + 1) % captionChoices.length] ?? first;
}

let unstored: CaptionChoice | undefined;

function recall(): CaptionChoice {
  try {
    const kept = localStorage.getItem(key);
    return captionChoices.find((choice) => choice === kept) ?? unstored ?? first;
  } catch {
    return unstored ?? first;
  }
}

/** A browser without storage keeps the choice as long as the page. */
function remember(choice: CaptionChoice): void {
  unstored = choice;
  try {
    localStorage.setItem(key, choice);
  } catch {}
  window.dispatchEvent(new Event(changed));
}

function watch(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener("storage", listener);
  };
}
