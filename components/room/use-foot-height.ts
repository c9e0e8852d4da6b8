import { useEffect, useRef } from "react";

/** Tells the room how high its foot stands, as `--foot-height`; not while a keyboard squeezes it, so that the picture stays. */
export function useFootHeight() {
  const foot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = foot.current;
    const room = element?.closest<HTMLElement>("[data-room]");
    if (!element || !room) return;
    const sizes = new ResizeObserver(() => {
      if (element.querySelector("input:focus, textarea:focus")) return;
      room.style.setProperty("--foot-height", `${element.offsetHeight}px`);
    });
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);

  return foot;
}
