import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { type FrontName, frontNames } from "#lib/boot/cluster/fronts.ts";
import { findProgram } from "#lib/boot/cluster/programs.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { cookieFrom, type Http, httpTo } from "#tests/support/http.ts";
import { test } from "#tests/support/test.ts";

const hasRedis = findProgram(["valkey-server", "redis-server"]) !== null;
const processes = 2;

for (const front of frontNames) {
  const isThere = hasRedis && (front === "node" || findProgram([front]) !== null);
  test(`several processes behind ${front} are one shop; one that is killed is missed by nobody, and comes back`, async () => {
    test.skip(!isThere, `${front} or redis-server is not installed (Debian: apt install ${front} redis-server)`);
    await expectOneShop(front);
  });
}

async function expectOneShop(front: FrontName) {
  const dataDir = mkdtempSync(join(tmpdir(), "launchroom-cluster-"));
  const port = await findRow(processes + 2);
  const cluster = start(front, {
    PORT: String(port),
    DATA_DIR: dataDir,
    RTMP_PORT: "0",
    DEMO: "empty",
    PUBLIC_URL: `http://localhost:${port}`,
  });
  try {
    const door = httpTo(`http://127.0.0.1:${port}`);
    const [one, other] = [httpTo(`http://127.0.0.1:${port + 1}`), httpTo(`http://127.0.0.1:${port + 2}`)];
    for (const each of [other, door]) await expect.poll(() => isReady(each), { timeout: 180_000 }).toBe(true);
    expect((await door("GET", "/")).status).toBe(200);
    const cookie = cookieFrom(await one("POST", "/api/auth/sign-in/anonymous", { body: {} }));
    expect((await other("GET", "/api/me", { cookie })).body).toMatchObject({ role: "guest" });

    const pid = Number(/port \d+, pid (\d+)/g.exec(cluster.said().split("process 2 of 2").at(-1) ?? "")?.[1]);
    process.kill(pid, "SIGKILL");
    const answers = [];
    for (let count = 0; count < 60; count += 1) answers.push((await door("GET", "/api/shows")).status);
    expect(new Set(answers)).toEqual(new Set([200]));
    await expect.poll(() => isReady(other), { timeout: 60_000 }).toBe(true);
  } finally {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  for (let index = 0; index < processes + 2; index += 1) await assertPortFree({ port: port + index });
}

async function isReady(http: Http): Promise<boolean> {
  return (await http("GET", "/ready").catch(() => null))?.status === 200;
}

function start(front: FrontName, settings: Record<string, string>) {
  const child: ChildProcess = spawn(
    process.execPath,
    ["scripts/run.mjs", "scripts/cluster.ts", "--processes", String(processes), "--front", front],
    {
      env: { ...process.env, ...settings },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return {
    said: () => said,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** The first of so many free ports in a row. */
async function findRow(length: number): Promise<number> {
  for (;;) {
    const first = await findFreePort();
    const row = Array.from({ length }, (_, index) => assertPortFree({ port: first + index }));
    if ((await Promise.allSettled(row)).every(({ status }) => status === "fulfilled")) return first;
  }
}
