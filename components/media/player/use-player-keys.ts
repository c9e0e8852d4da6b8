import { useEffect, useRef } from "react";

/** What a key does, by `KeyboardEvent.key` in lower case. */
export type PlayerKeys = Record<string, () => void>;

const forControls = new Set([" ", "arrowleft", "arrowright", "arrowup", "arrowdown"]);

/**
 * Keys of the player, for the whole page: not while one types, nor over a sheet, nor where a control needs the key itself.
 * `onKey` is told of each that was heard.
 */
export function usePlayerKeys(onKey: () => void, keys: PlayerKeys): void {
  const current = useRef(keys);
  current.current = keys;

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const key = event.key.toLowerCase();
      const act = current.current[key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isBusy(event.target, key)) return;
      event.preventDefault();
      act();
      onKey();
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [onKey]);
}

function isBusy(target: EventTarget | null, key: string): boolean {
  if (document.querySelector("[role='dialog']")) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest("textarea, select, [contenteditable], input:not([type='range'])")) return true;
  return forControls.has(key) && target.closest("button, a, input, summary, [role='radio'], [role='switch']") !== null;
}
