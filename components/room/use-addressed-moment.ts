import { useEffect, useRef, useState } from "react";
import type { Jump } from "#components/media/player/live-player.tsx";

/** The moment of the picture that the address names (`#at-` and the stream clock's milliseconds), when the page opens and whenever it changes. */
export function useAddressedMoment() {
  const stage = useRef<HTMLElement>(null);
  const [jump, setJump] = useState<Jump | null>(null);

  useEffect(() => {
    const look = () => {
      const atMs = /^#at-(\d{12,14})$/.exec(location.hash)?.[1];
      if (!atMs) return;
      setJump({ atMs: Number(atMs) });
      stage.current?.scrollIntoView({ block: "start" });
      // Pressed again, it goes there again.
      history.replaceState(history.state, "", location.pathname + location.search);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);

  return { stage, jump };
}
