import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const slackPixels = 48;

/**
 * Keeps a scrolling box at its end while the reader is there, also when it shrinks. Lines of the list in it are heard of when they are
 * laid out, so that none makes the page lay itself out once more; `rest` changes with what stands below them.
 */
export function useStickToEnd(rest: string, onAway: (isAway: boolean) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [isAway, setIsAway] = useState(false);

  const goToEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands below the lines moves the end, too
  useLayoutEffect(() => {
    if (!isAway) goToEnd();
  }, [rest, isAway, goToEnd]);

  useEffect(() => {
    const element = box.current;
    if (!element || isAway) return;
    const sizes = new ResizeObserver(goToEnd);
    sizes.observe(element);
    for (const list of element.querySelectorAll("ol")) sizes.observe(list);
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
