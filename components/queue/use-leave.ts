import { useEffect, useEffectEvent } from "react";

const readForMs = 30_000;

/** Lets what has come to its end go by itself once there was time to read it. */
export function useLeave(isSettled: boolean, onLeave: () => void): void {
  const leave = useEffectEvent(onLeave);
  useEffect(() => {
    if (!isSettled) return;
    const timer = setTimeout(() => leave(), readForMs);
    return () => clearTimeout(timer);
  }, [isSettled]);
}
