import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { databaseSettings } from "#tests/support/database.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { type Http, httpTo } from "#tests/support/http.ts";

export type AppProcess = {
  url: string;
  http: Http;
  pid(): number;
  /** How it ended: its exit code, null after a signal; undefined while it runs. */
  ended(): number | null | undefined;
  /** What it wrote to its log so far: warnings and errors. */
  logged(): string;
  /** SIGKILL, and the wait for its end. */
  kill(): Promise<void>;
  /** Starts it again on the same port, database and data folder. */
  restart(): Promise<void>;
  /** SIGTERM, and the wait for its end. */
  stop(): Promise<void>;
};

export type AppHome = {
  databaseUrl: string;
  dataDir: string;
  /** Arguments of its Node, and settings beside the usual ones. */
  nodeArgs?: string[];
  settings?: Record<string, string>;
};

const main = join(import.meta.dirname, "app-main.ts");
const ready = z.object({ port: z.int() });
/** As scripts/heap.mjs gives it to the server on a machine with 4 GB or more. */
const heap = ["--max-old-space-size=2000"];

/** The real server without pages in a process of its own. */
export async function startAppProcess(home: AppHome): Promise<AppProcess> {
  let log = "";
  // Who has peers is reached by them: its port is known before it starts.
  let { child, port } = await launch(home.settings?.REDIS_URL ? await findFreePort() : 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    http: httpTo(url),
    pid: () => child.pid ?? 0,
    ended: () => (child.exitCode === null && child.signalCode === null ? undefined : child.exitCode),
    logged: () => log,
    kill: () => end("SIGKILL"),
    async restart() {
      ({ child, port } = await launch(port));
    },
    stop: () => end("SIGTERM"),
  };

  async function launch(wanted: number) {
    const env = {
      ...process.env,
      ...databaseSettings(home.databaseUrl),
      DATA_DIR: home.dataDir,
      PORT: String(wanted),
      LOG_LEVEL: "warn",
      RTMP_PORT: "0",
      ...home.settings,
    };
    const started = fork(main, {
      env,
      execArgv: [...heap, ...(home.nodeArgs ?? [])],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        log += chunk.toString();
      });
    }
    return { child: started, port: await readyPort(started) };
  }

  async function readyPort(started: ChildProcess): Promise<number> {
    const gone = once(started, "exit").then(() => {
      throw new Error(`the server did not start: ${log}`);
    });
    const [message] = await Promise.race([once(started, "message"), gone]);
    return ready.parse(message).port;
  }

  async function end(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}
