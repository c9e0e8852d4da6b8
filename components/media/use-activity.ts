"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const restsAfterMs = 3500;

/** Whether somebody is at the player: a pointer that moves, a tap, the keyboard; always while it is `held`. */
export function useActivity(frame: RefObject<HTMLElement | null>, isHeld: boolean) {
  const [isActive, setActive] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const activate = useCallback(() => {
    setActive(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setActive(false), restsAfterMs);
  }, []);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    element.addEventListener("pointermove", activate);
    element.addEventListener("pointerdown", activate);
    element.addEventListener("focusin", activate);
    element.addEventListener("keydown", activate);
    return () => {
      clearTimeout(timer.current);
      element.removeEventListener("pointermove", activate);
      element.removeEventListener("pointerdown", activate);
      element.removeEventListener("focusin", activate);
      element.removeEventListener("keydown", activate);
    };
  }, [frame, activate]);

  return { isActive: isActive || isHeld, activate };
}
