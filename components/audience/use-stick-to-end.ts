import { useCallback, useRef, useState } from "react";

const slackPixels = 48;

/**
 * For a box that is laid out from its end (`flex-col-reverse` around one child): the browser itself keeps it at its end, whatever is
 * added and however it shrinks, and nothing is measured for it. Says when the reader goes back, and when they are at the end again.
 */
export function useStickToEnd(onAway: (isAway: boolean) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [isAway, setAway] = useState(false);

  const goToEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = 0;
  }, []);

  const onScroll = () => {
    // Counted from the end, and below zero.
    const isNowAway = Math.abs(box.current?.scrollTop ?? 0) > slackPixels;
    if (isNowAway === isAway) return;
    setAway(isNowAway);
    onAway(isNowAway);
  };

  return { box, onScroll, goToEnd };
}
