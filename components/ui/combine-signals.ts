/** Aborts with the first of them that does, or after so many milliseconds. `AbortSignal.any` is missing below Safari 17.4. */
export function combineSignals(signals: AbortSignal[], withinMs: number): { signal: AbortSignal; done: () => void } {
  const control = new AbortController();
  const abort = () => control.abort();
  const timer = setTimeout(abort, withinMs);
  for (const signal of signals) {
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  }
  return {
    signal: control.signal,
    done: () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", abort);
    },
  };
}
