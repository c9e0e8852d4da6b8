import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#tests/support/free-port.ts";

const root = join(import.meta.dirname, "..", "..");

/** What `npm start` runs on an empty folder, with a demo that moves. Nothing on the PATH but what npm brings and the system's own. */
export async function startFreshDemo(args: string[] = [], settings: Record<string, string> = {}) {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "launchroom-newcomer-"));
  const env = {
    ...process.env,
    ...{ PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, RTMP_PORT: "0", LOG_LEVEL: "warn", DATABASE_URL: "" },
    ...{ DEMO: "", FFMPEG_PATH: "/nowhere/ffmpeg" },
    ...settings,
  };
  const child = spawn(process.execPath, ["scripts/start.mjs", ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await waitFor(`${url}/ready`, () => child.exitCode === null);
  return {
    url,
    dataDir,
    /** What it printed so far. */
    said: () => said,
    async stop() {
      if (child.exitCode === null) {
        const gone = once(child, "exit");
        child.kill("SIGTERM");
        await gone;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function waitFor(address: string, isAlive: () => boolean) {
  while (isAlive()) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error("the fresh demo did not start");
}
