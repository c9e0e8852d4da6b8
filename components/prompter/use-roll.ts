import { type RefObject, useEffect } from "react";

/**
 * Rolls a text so that it passes by in `seconds`, as long as it runs; a finger may move it meanwhile, and it goes on from there. `onEnd` when
 * its last line has passed.
 */
export function useRoll(
  scroller: RefObject<HTMLElement | null>,
  { isRunning, seconds, onEnd }: { isRunning: boolean; seconds: number; onEnd: () => void },
): void {
  useEffect(() => {
    const element = scroller.current;
    if (!isRunning || !element || seconds <= 0) return;
    let frame = 0;
    let before = performance.now();
    // Browsers round where a text stands; parts of a pixel are kept here.
    let place = element.scrollTop;
    const roll = (now: number) => {
      const length = element.scrollHeight - element.clientHeight;
      if (Math.abs(element.scrollTop - place) > 2) place = element.scrollTop;
      place += ((now - before) / 1000) * (length / seconds);
      before = now;
      element.scrollTop = place;
      if (place >= length) return onEnd();
      frame = requestAnimationFrame(roll);
    };
    frame = requestAnimationFrame(roll);
    return () => cancelAnimationFrame(frame);
  }, [scroller, isRunning, seconds, onEnd]);
}
