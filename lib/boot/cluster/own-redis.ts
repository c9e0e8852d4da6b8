import { spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { BootError } from "#lib/boot/boot-error.ts";
import { endProgram, findProgram } from "#lib/boot/cluster/programs.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";
import { openRedis } from "#lib/redis.ts";

const patienceMs = 10_000;

/** Valkey or Redis as the system has it, in memory alone. Nothing in it has to be kept. */
export async function startOwnRedis({
  folder,
  port,
}: {
  folder: string;
  port: number;
}): Promise<{ url: string; stop(): Promise<void> }> {
  const program = findProgram(["valkey-server", "redis-server"]);
  if (!program)
    throw new BootError(
      "Several processes need a Valkey or Redis: install one (Debian: apt install valkey-server or redis-server) or set REDIS_URL.",
    );
  await assertPortFree({ port, host: "127.0.0.1" });
  const options = {
    port,
    bind: "127.0.0.1",
    save: "",
    appendonly: "no",
    "maxmemory-policy": "noeviction",
    dir: folder,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, args, { stdio: "ignore" });
  const url = `redis://127.0.0.1:${port}`;
  await waitForRedis(url).catch(async (error: unknown) => {
    await endProgram(child);
    throw error;
  });
  return { url, stop: () => endProgram(child) };
}

async function waitForRedis(url: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      (await openRedis(url)).close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}
