import { useEffect, useRef } from "react";

/**
 * Keeps the room where the eye is when a phone's keyboard opens: `--room-top` undoes the browser's scrolling to the
 * field, `--room-visible` is the height that is left for what one reads and presses, `--room-full` the height of the picture,
 * which stays as it is meanwhile.
 */
export function useRoomViewport() {
  const room = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const viewport = window.visualViewport;
    const element = room.current;
    if (!viewport || !element) return;
    let full = { width: 0, height: 0 };

    const measure = () => {
      const isZoomed = viewport.scale > 1.01;
      const covered = isZoomed ? 0 : Math.max(0, window.innerHeight - viewport.height);
      full = fullSize(full, isTypingIn(element));
      element.style.setProperty("--room-top", isZoomed ? "0px" : `${viewport.offsetTop}px`);
      element.style.setProperty("--room-visible", covered > 0 ? `${viewport.height}px` : "100dvh");
      element.style.setProperty("--room-full", `${full.height}px`);
    };
    measure();
    viewport.addEventListener("resize", measure);
    viewport.addEventListener("scroll", measure);
    return () => {
      viewport.removeEventListener("resize", measure);
      viewport.removeEventListener("scroll", measure);
    };
  }, []);

  return room;
}

/** Some browsers make the page lower for the keyboard: while one writes the height from before counts. */
function fullSize(before: { width: number; height: number }, isTyping: boolean) {
  const now = { width: window.innerWidth, height: window.innerHeight };
  return isTyping && now.width === before.width && now.height < before.height ? before : now;
}

function isTypingIn(element: HTMLElement): boolean {
  const { activeElement } = document;
  return element.contains(activeElement) && activeElement?.matches("input, textarea") === true;
}
