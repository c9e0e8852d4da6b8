import { type RefObject, useEffect, useState } from "react";

const lookEveryMs = 250;

/** What is so at the moment of the picture on screen, looked at four times a second; drawn anew when it is something else. */
export function useMoment<Value>(clock: RefObject<() => number | null>, at: (clockMs: number) => Value | null) {
  const [shown, setShown] = useState<Value | null>(null);
  useEffect(() => {
    const look = () => {
      const now = clock.current();
      if (now !== null) setShown(at(now));
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [clock, at]);
  return shown;
}
