import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { showToast } from "#components/ui/toasts.ts";

const key = "h";
const farPixels = 64;
/** There the browser's own gesture goes back a page. */
const edgePixels = 24;
const saidKey = "launchroom.clear-screen-said";
/** What a finger moves sideways itself, or writes in. */
const ownWays = "input, textarea, select, [role=slider], [popover], .slides, nav";

/**
 * The picture alone: a finger to the right clears the screen of talk and cards, one to the left brings them back; so do a
 * key and, through `toggle`, a button. How to come back is said the first time.
 */
export function useClearScreen(room: RefObject<HTMLElement | null>) {
  const t = useTranslations("room.clear");
  const [isClear, setClear] = useState(false);

  const change = useCallback(
    (next: boolean) => {
      setClear(next);
      if (next && !wasSaid()) showToast({ text: t("said") });
    },
    [t],
  );
  useSwipes(room, change);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
      change(!isClear);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [isClear, change]);

  return { isClear, toggle: useCallback(() => change(!isClear), [isClear, change]) };
}

function useSwipes(room: RefObject<HTMLElement | null>, change: (isClear: boolean) => void): void {
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    let from: { x: number; y: number } | null = null;
    const begin = ({ touches, target }: TouchEvent) => {
      const [finger] = touches;
      const isOurs = touches.length === 1 && finger && !(target instanceof Element && target.closest(ownWays));
      from = isOurs && finger.clientX > edgePixels ? { x: finger.clientX, y: finger.clientY } : null;
    };
    const end = ({ changedTouches: [finger] }: TouchEvent) => {
      if (!from || !finger) return;
      const [across, along] = [finger.clientX - from.x, finger.clientY - from.y];
      from = null;
      if (Math.abs(across) > farPixels && Math.abs(across) > 2 * Math.abs(along)) change(across > 0);
    };
    const cancel = () => {
      from = null;
    };
    element.addEventListener("touchstart", begin, { passive: true });
    element.addEventListener("touchend", end, { passive: true });
    element.addEventListener("touchcancel", cancel, { passive: true });
    return () => {
      element.removeEventListener("touchstart", begin);
      element.removeEventListener("touchend", end);
      element.removeEventListener("touchcancel", cancel);
    };
  }, [room, change]);
}

function isBusy({ target }: KeyboardEvent): boolean {
  if (document.querySelector("[role='dialog']")) return true;
  return target instanceof Element && target.closest("textarea, select, [contenteditable], input") !== null;
}

/** Says yes from the second time on; a browser without storage says it each time. */
function wasSaid(): boolean {
  try {
    const said = localStorage.getItem(saidKey) !== null;
    localStorage.setItem(saidKey, "1");
    return said;
  } catch {
    return false;
  }
}
