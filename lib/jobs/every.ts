import { log } from "#lib/log.ts";

/** Repeats work, one run at a time; a run that fails is logged and the next one comes all the same. */
export function every(ms: number, work: () => unknown): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined;
  let failing = false;
  const timer = setInterval(() => {
    running ??= Promise.resolve()
      .then(work)
      .then(
        () => {
          failing = false;
        },
        (error: unknown) => {
          if (!failing)
            log.warn({ event: "timed_work_failed", err: error }, "repeated work failed; retrying at the next interval");
          failing = true;
        },
      )
      .finally(() => {
        running = undefined;
      });
  }, ms);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
