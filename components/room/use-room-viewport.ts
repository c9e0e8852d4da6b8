import { useEffect, useRef } from "react";

/**
 * Keeps the room where the eye is when a phone's keyboard opens: `--room-top` undoes the browser's scrolling to the
 * field, `--room-visible` is the height that is left for the room.
 */
export function useRoomViewport() {
  const room = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const viewport = window.visualViewport;
    const element = room.current;
    if (!viewport || !element) return;

    const measure = () => {
      const isZoomed = viewport.scale > 1.01;
      const covered = isZoomed ? 0 : Math.max(0, window.innerHeight - viewport.height);
      element.style.setProperty("--room-top", isZoomed ? "0px" : `${viewport.offsetTop}px`);
      element.style.setProperty("--room-visible", covered > 0 ? `${viewport.height}px` : "100dvh");
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
