import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";

export const corners = ["bottom-right", "bottom-left", "top-left", "top-right"] as const;
export type Corner = (typeof corners)[number];

const lookEveryMs = 300;
const marginPixels = 12;
/** Below the head of the page. */
const headPixels = 76;
const dragPixels = 8;
/** What must never be covered: a sheet, and the one act of a page, which buys or pays. */
const keptClear =
  "[role=dialog], [role=alertdialog], [data-look=signal], [data-testid=hold-ring], input:focus, textarea:focus";

let remembered: Corner = "bottom-right";

/**
 * The corner of the screen where a small window stands: the one it was dragged to, or the next in which it covers nothing that
 * buys; null while there is none.
 */
export function useCorner(frame: RefObject<HTMLElement | null>) {
  const [corner, setCorner] = useState<Corner | null>(remembered);

  useEffect(() => {
    const look = () => setCorner(frame.current && firstFree(frame.current));
    look();
    const timer = setInterval(look, lookEveryMs);
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      clearInterval(timer);
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [frame]);

  const moveTo = (next: Corner) => {
    remembered = next;
    setCorner(frame.current && firstFree(frame.current));
  };
  const moveOn = () => moveTo(corners[(corners.indexOf(corner ?? remembered) + 1) % corners.length] ?? remembered);
  return { corner, moveOn, drag: useDrag(frame, moveTo) };
}

/** Handlers with which a finger or the mouse carries the window; where it is let go of it goes to the nearest corner. */
function useDrag(frame: RefObject<HTMLElement | null>, moveTo: (corner: Corner) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const isDragged = useRef(false);
  const end = (event: PointerEvent) => {
    from.current = null;
    if (!frame.current || !isDragged.current) return;
    frame.current.style.translate = "";
    if (event.type === "pointerup") moveTo(nearest(event.clientX, event.clientY));
  };
  return {
    onPointerDown(event: PointerEvent) {
      isDragged.current = false;
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent) {
      if (!from.current || !frame.current) return;
      const [x, y] = [event.clientX - from.current.x, event.clientY - from.current.y];
      if (!isDragged.current && Math.hypot(x, y) < dragPixels) return;
      isDragged.current = true;
      frame.current.setPointerCapture(event.pointerId);
      frame.current.style.translate = `${x}px ${y}px`;
    },
    onPointerUp: end,
    onPointerCancel: end,
    /** The end of a drag is no tap. */
    onClickCapture(event: { preventDefault(): void; stopPropagation(): void }) {
      if (!isDragged.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function firstFree(frame: HTMLElement): Corner | null {
  const size = { width: frame.offsetWidth, height: frame.offsetHeight };
  const clear = [...document.querySelectorAll(keptClear)]
    .filter((element) => !frame.contains(element))
    .map((element) => element.getBoundingClientRect());
  const isFree = (corner: Corner) => !clear.some((box) => meets(placeOf(corner, size), box));
  return [remembered, ...corners].find(isFree) ?? null;
}

function placeOf(corner: Corner, { width, height }: { width: number; height: number }) {
  const left = corner.endsWith("left") ? marginPixels : window.innerWidth - width - marginPixels;
  const top = corner.startsWith("top") ? headPixels : window.innerHeight - height - marginPixels;
  return { left, top, right: left + width, bottom: top + height };
}

type Box = { left: number; top: number; right: number; bottom: number };

function meets(one: Box, other: Box): boolean {
  const isSeen = other.right > other.left && other.bottom > other.top;
  return isSeen && one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function nearest(x: number, y: number): Corner {
  const side = x < window.innerWidth / 2 ? "left" : "right";
  return y < window.innerHeight / 2 ? `top-${side}` : `bottom-${side}`;
}
