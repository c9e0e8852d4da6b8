import { useCallback, useEffect, useRef, useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { ShowStatus } from "#lib/live/contract.ts";
import { earlyBy, secondsLeft, takeBackMs } from "./early-start.ts";

export type GoingLive = ReturnType<typeof useGoingLive>;

type Settled = (isLive: boolean) => void;

const tickMs = 100;

/**
 * Going on air, with a moment to think when it is early: asked first, then counted down, and until then nothing of it leaves
 * this page. `begin` resolves true once the show is on air, false when it was taken back.
 */
export function useGoingLive(startsAt: string, status: ShowStatus, send: () => Promise<boolean>) {
  const [early, setEarly] = useState<number | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  const settled = useRef<Settled>(() => undefined);
  const sendNow = useRef(send);
  sendNow.current = send;
  const isCounting = left !== null;

  const settle = useCallback((isLive: boolean) => {
    settled.current(isLive);
    settled.current = () => undefined;
    setEarly(null);
    setLeft(null);
  }, []);

  function begin(): Promise<boolean> {
    const ahead = earlyBy({ startsAt, now: serverTime() });
    if (status !== "SCHEDULED" || ahead === null) return sendNow.current();
    settled.current(false);
    setEarly(ahead);
    return new Promise((resolve) => {
      settled.current = resolve;
    });
  }

  useEffect(() => {
    if (!isCounting) return;
    const endsAt = performance.now() + takeBackMs;
    const timer = setInterval(() => {
      const now = secondsLeft({ endsAt, now: performance.now() });
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      void sendNow.current().then(settle);
    }, tickMs);
    return () => clearInterval(timer);
  }, [isCounting, settle]);

  // Somebody else put it on air meanwhile: what waits for it goes on at once.
  useEffect(() => {
    if (status === "LIVE") settle(true);
  }, [status, settle]);

  return {
    /** How many milliseconds too early it would be; null while nothing is asked. */
    early,
    /** Until it is on air; null while nothing counts. */
    left,
    begin,
    confirm: () => {
      setEarly(null);
      setLeft(secondsLeft({ endsAt: takeBackMs, now: 0 }));
    },
    takeBack: () => settle(false),
  };
}
