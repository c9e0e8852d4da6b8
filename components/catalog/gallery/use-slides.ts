import { type KeyboardEvent, useCallback, useRef, useState } from "react";

/** A row of slides that a finger pushes: which one is seen, and the way to another. Pictures snap, so the browser does the moving. */
export function useSlides(count: number, first = 0) {
  const row = useRef<HTMLElement>(null);
  const [shown, setShown] = useState(first);
  /** Where a key or a press sends it: what passes by on the way is not shown. */
  const target = useRef<number | null>(null);

  const show = useCallback(
    (index: number) => {
      const to = Math.max(0, Math.min(count - 1, index));
      setShown(to);
      const element = row.current;
      if (!element || element.clientWidth === 0) return;
      target.current = placeOf(element) === to ? null : to;
      element.scrollTo({ left: to * element.clientWidth, behavior: calm() ? "instant" : "smooth" });
    },
    [count],
  );

  /** Where it opens, without a way there. */
  const attach = useCallback(
    (element: HTMLElement | null) => {
      row.current = element;
      if (element && first > 0) element.scrollTo({ left: first * element.clientWidth, behavior: "instant" });
    },
    [first],
  );

  return {
    shown,
    show,
    row: {
      ref: attach,
      onPointerDown: () => {
        target.current = null;
      },
      onWheel: () => {
        target.current = null;
      },
      onScroll: () => {
        const element = row.current;
        if (!element || element.clientWidth === 0) return;
        const at = placeOf(element);
        if (target.current !== null && target.current !== at) return;
        target.current = null;
        setShown(at);
      },
    },
    onKeyDown(event: KeyboardEvent) {
      const to = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: count - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(to);
    },
  };
}

function placeOf({ scrollLeft, clientWidth }: HTMLElement): number {
  return Math.round(scrollLeft / clientWidth);
}

function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
