import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const slackPixels = 48;

/** Keeps a scrolling box at its end while the reader is there, also when it shrinks; `newest` changes with every addition. */
export function useStickToEnd(newest: string | undefined, onAway: (isAway: boolean) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [isAway, setIsAway] = useState(false);

  const goToEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest message is what moves the end
  useLayoutEffect(() => {
    if (!isAway) goToEnd();
  }, [newest, isAway, goToEnd]);

  useEffect(() => {
    const element = box.current;
    if (!element || isAway) return;
    const sizes = new ResizeObserver(goToEnd);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [isAway, goToEnd]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const isNowAway = element.scrollHeight - element.scrollTop - element.clientHeight > slackPixels;
    setIsAway(isNowAway);
    onAway(isNowAway);
  };

  return { box, onScroll, goToEnd };
}
