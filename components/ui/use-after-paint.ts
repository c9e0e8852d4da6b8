import { startTransition, useEffect, useState } from "react";

const unpaintedMs = 300;

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
    const show = () => startTransition(() => setLate(value));
    let next: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      next = setTimeout(show);
    });
    // A page that is not painted has no frames, and may be painted later.
    const unpainted = setTimeout(show, unpaintedMs);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(next);
      clearTimeout(unpainted);
    };
  }, [value]);
  return late;
}
