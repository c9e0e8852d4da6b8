import { type PointerEvent, useRef } from "react";

const closingDistance = 72;

/** Handlers for a grip: the element marked `data-swipe` follows the finger down and goes when pulled far enough. */
export function useSwipeDown(onGone: () => void) {
  const startedAt = useRef<number | null>(null);

  const follow = (event: PointerEvent<HTMLElement>, pulled: number) => {
    const moved = event.currentTarget.closest<HTMLElement>("[data-swipe]");
    if (moved) moved.style.translate = pulled > 0 ? `0 ${pulled}px` : "";
  };

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      startedAt.current = event.clientY;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (startedAt.current !== null) follow(event, event.clientY - startedAt.current);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const pulled = startedAt.current === null ? 0 : event.clientY - startedAt.current;
      startedAt.current = null;
      if (pulled > closingDistance) onGone();
      else follow(event, 0);
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      startedAt.current = null;
      follow(event, 0);
    },
  };
}
