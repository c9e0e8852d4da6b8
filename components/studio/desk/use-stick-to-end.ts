import { useLayoutEffect, useRef } from "react";

/** A few lines: what came since the last look may already stand below. */
const slack = 120;

/** Keeps a scrolling list at its newest line, unless the reader has scrolled up to read. */
export function useStickToEnd<Element extends HTMLElement>(newest: string | undefined) {
  const list = useRef<Element>(null);
  const seen = useRef<string>(undefined);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element || seen.current === newest) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= slack;
    if (seen.current === undefined || isAtEnd) element.scrollTop = element.scrollHeight;
    seen.current = newest;
  }, [newest]);

  return list;
}
