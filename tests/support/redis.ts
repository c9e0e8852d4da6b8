import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findFreePort } from "#tests/support/free-port.ts";

export type RedisServer = {
  url: string;
  port: number;
  /** SIGKILL, and the wait for its end; nothing of it is kept. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** It stands still, its connections open, until `resume`. */
  freeze(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Why these tests cannot run here; undefined when they can. */
export function lacksRedis(): string | undefined {
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "redis-server is not installed (Debian: apt install redis-server)";
  }
}

/** A Redis of its own on a free port, in memory alone. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-redis-"));
  const port = await findFreePort();
  let child = await launch();
  return {
    ...{ url: `redis://127.0.0.1:${port}`, port },
    kill: () => end("SIGKILL"),
    async start() {
      child = await launch();
    },
    freeze: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async stop() {
      await end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function launch(): Promise<ChildProcess> {
    const options = [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      folder,
    ];
    const started = spawn("redis-server", options, { stdio: "ignore" });
    while (!(await accepts(port))) await pause(20);
    return started;
  }

  async function end(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });
}
