import { useEffect } from "react";

/**
 * While `active`, keeps `--keyboard` (how much of the page's foot the keyboard covers) and `--visible-height`
 * (what is left) true on the root element, so that what must stay above the keyboard can.
 */
export function useVisibleViewport(active: boolean): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!active || !viewport) return;
    const root = document.documentElement.style;

    const measure = () => {
      const covered = Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop);
      root.setProperty("--keyboard", `${covered}px`);
      root.setProperty("--visible-height", `${viewport.height}px`);
    };
    measure();
    viewport.addEventListener("resize", measure);
    viewport.addEventListener("scroll", measure);
    return () => {
      viewport.removeEventListener("resize", measure);
      viewport.removeEventListener("scroll", measure);
      root.removeProperty("--keyboard");
      root.removeProperty("--visible-height");
    };
  }, [active]);
}
