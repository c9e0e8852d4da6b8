import { useLayoutEffect, useRef } from "react";

const slack = 48;

/** Keeps a scrolling list at its newest line, unless the reader has scrolled up to read. */
export function useStickToEnd<Element extends HTMLElement>(newest: string | undefined) {
  const list = useRef<Element>(null);
  const seen = useRef<string>(undefined);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element || seen.current === newest) return;
    const last = element.lastElementChild?.clientHeight ?? 0;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= slack + last;
    if (seen.current === undefined || isAtEnd) element.scrollTop = element.scrollHeight;
    seen.current = newest;
  }, [newest]);

  return list;
}
