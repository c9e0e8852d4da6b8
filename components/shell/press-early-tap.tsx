"use client";

import { useEffect } from "react";

const lookEveryMs = 50;
/** What was pressed longer ago than that is not wanted any more. */
const forMs = 10_000;

/** Presses the button that was pressed before the page was alive, once that part of it is. */
export function PressEarlyTap() {
  useEffect(() => {
    const until = performance.now() + forMs;
    const looking = setInterval(() => {
      const tapped: unknown = Reflect.get(window, "earlyTap");
      if (performance.now() > until) clearInterval(looking);
      if (!(tapped instanceof HTMLElement) || !isAlive(tapped)) return;
      Reflect.deleteProperty(window, "earlyTap");
      if (tapped.isConnected) tapped.click();
    }, lookEveryMs);
    return () => clearInterval(looking);
  }, []);
  return null;
}

function isAlive(element: HTMLElement): boolean {
  return Object.keys(element).some((key) => key.startsWith("__reactProps"));
}
