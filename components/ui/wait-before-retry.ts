const firstMs = 250;
const maxMs = 4000;

/** Waits longer after each failure, with jitter; ends early when the network returns or the signal aborts. */
export function waitBeforeRetry(failures: number, signal: AbortSignal): Promise<void> {
  const most = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 10));
  return new Promise((resolve) => {
    const timer = setTimeout(finish, most * (0.5 + Math.random() / 2));
    globalThis.addEventListener("online", finish);
    signal.addEventListener("abort", finish);
    if (signal.aborted) finish();

    function finish(): void {
      clearTimeout(timer);
      globalThis.removeEventListener("online", finish);
      signal.removeEventListener("abort", finish);
      resolve();
    }
  });
}
