"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const restsAfterMs = 3500;

/**
 * Whether somebody is at the player: a pointer that moves, a tap, the keyboard; always while it is `held`. A finger
 * counts when its tap has landed, never while it is down: what comes then would catch the tap that was meant for another.
 */
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
    const hover = ({ pointerType, buttons }: PointerEvent) => {
      if (pointerType !== "touch" && buttons === 0) activate();
    };
    const focus = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(":focus-visible")) activate();
    };
    element.addEventListener("pointermove", hover);
    element.addEventListener("click", activate);
    element.addEventListener("focusin", focus);
    element.addEventListener("keydown", activate);
    return () => {
      clearTimeout(timer.current);
      element.removeEventListener("pointermove", hover);
      element.removeEventListener("click", activate);
      element.removeEventListener("focusin", focus);
      element.removeEventListener("keydown", activate);
    };
  }, [frame, activate]);

  return { isActive: isActive || isHeld, activate };
}
