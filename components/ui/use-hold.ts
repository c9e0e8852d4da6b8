import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

type Hold = { ms: number; onHold: () => void; onDone: () => void; onLetGo: () => void };

/**
 * Press and hold with a finger, the mouse, Space or Enter. `progress` is 0 to 1; letting go, leaving or losing the focus
 * earlier starts over. Spread `binding` on the button.
 */
export function useHold({ ms, onHold, onDone, onLetGo }: Hold) {
  const [progress, setProgress] = useState(0);
  const frame = useRef<number | null>(null);

  useEffect(() => () => cancelAnimationFrame(frame.current ?? 0), []);

  const start = () => {
    if (frame.current !== null) return;
    onHold();
    const from = performance.now();
    const step = (now: number) => {
      const part = Math.min(1, Math.max(0, (now - from) / ms));
      setProgress(part);
      frame.current = part < 1 ? requestAnimationFrame(step) : null;
      if (part === 1) onDone();
    };
    frame.current = requestAnimationFrame(step);
  };

  const stop = () => {
    if (frame.current !== null) {
      cancelAnimationFrame(frame.current);
      frame.current = null;
      onLetGo();
    }
    setProgress(0);
  };

  const binding = {
    onPointerDown: (event: PointerEvent) => {
      if (event.isPrimary && event.button === 0) start();
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onBlur: stop,
    onKeyDown: (event: KeyboardEvent) => {
      if (!isPress(event)) return;
      event.preventDefault();
      if (!event.repeat) start();
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (!isPress(event)) return;
      event.preventDefault();
      stop();
    },
  };
  return { progress, isHeld: progress > 0, binding };
}

function isPress({ key }: KeyboardEvent): boolean {
  return key === " " || key === "Enter";
}
