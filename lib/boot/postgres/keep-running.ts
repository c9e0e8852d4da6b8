import { setTimeout as sleep } from "node:timers/promises";
import type { Home } from "#lib/boot/postgres/postgres-home.ts";
import { bringUp, type Running } from "#lib/boot/postgres/postgres-server.ts";
import { isAlive } from "#lib/boot/processes.ts";

const lookEveryMs = 250;
const pauseAfterFailureMs = 5_000;

type Watched = { home: Home; running: Running; durable: boolean; log: (message: string) => void };

/** Starts the server again, on the same port, whenever it has died. `end` waits for a restart that is under way. */
export function keepRunning({ home, running, durable, log }: Watched): { end(): Promise<void> } {
  const ended = new AbortController();
  const watching = watch();
  return {
    async end() {
      ended.abort();
      await watching;
    },
  };

  async function watch() {
    let pid = running.pid;
    while (!ended.signal.aborted) {
      await pause(lookEveryMs);
      if (ended.signal.aborted || isAlive(pid)) continue;
      log("The embedded Postgres has died and is started again.");
      try {
        pid = (await bringUp(home, { durable, port: running.port })).pid;
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        await pause(pauseAfterFailureMs);
      }
    }
  }

  function pause(ms: number) {
    return sleep(ms, undefined, { ref: false, signal: ended.signal }).catch(() => {});
  }
}
