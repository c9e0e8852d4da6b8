import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { stopProcess } from "#tests/sources/encoder.ts";

const run = promisify(execFile);
const library = createRequire(import.meta.url).resolve("node-media-server");
const script = `
  const Server = require(process.argv[1]);
  const [, , port, folder] = process.argv;
  new Server({ bind: "127.0.0.1", rtmp: { port: Number(port) }, record: { auto: false, path: folder }, store: { path: folder } }).run();
`;

/** An RTMP server in a process of its own, as another platform has it. */
export async function startOtherPlatform(port: number) {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-platform-"));
  const child = spawn(process.execPath, ["-e", script, library, String(port), folder], {
    cwd: folder,
    stdio: "ignore",
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error("The other platform did not start.");
    await sleep(50);
  }
  return {
    address: `rtmp://127.0.0.1:${port}/live`,
    /** What arrives under a stream key: the codecs, as a player there finds them. */
    async watch(key: string): Promise<string[]> {
      const args = ["-v", "error", "-rw_timeout", "8000000", "-show_entries", "stream=codec_name", "-of", "csv=p=0"];
      const { stdout } = await run("ffprobe", [...args, `rtmp://127.0.0.1:${port}/live/${key}`], { timeout: 15_000 });
      return stdout.trim().split("\n").toSorted();
    },
    async stop() {
      await stopProcess(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(port, "127.0.0.1");
    line.on("connect", () => {
      line.destroy();
      resolve(true);
    });
    line.on("error", () => resolve(false));
  });
}
