const secondPressMs = 1_000;

/**
 * Calls `stop` once, when this process is asked to end: by a signal, or because the `npm start` above it is gone.
 * Ctrl-C reaches us twice, from the terminal and from above; only a signal that comes later is impatience, and ends
 * the process at once. Whatever it leaves running is recovered by the next start.
 */
export function onStopRequest(stop: (reason: string) => Promise<void>): void {
  let askedAt: number | null = null;
  const ask = (reason: string) => {
    if (askedAt === null) {
      askedAt = Date.now();
      stop(reason).then(
        () => process.exit(),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    } else if (Date.now() - askedAt > secondPressMs && reason !== "disconnect") {
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => ask(signal));
  process.on("disconnect", () => ask("disconnect"));
}
