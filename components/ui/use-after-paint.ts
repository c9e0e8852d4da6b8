import { startTransition, useEffect, useState } from "react";

/**
 * The value a moment later: what is drawn from it is begun when what `value` itself changed is on the screen, and gives way to the
 * next tap. Null is known at once.
 */
export function useAfterPaint<Value>(value: Value | null): Value | null {
  const [late, setLate] = useState<Value | null>(null);
  useEffect(() => {
    if (value === null) {
      setLate(null);
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setLate(value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return late;
}
