import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { Channels } from "#lib/media/channels.ts";
import { leadSeconds, openExport } from "#lib/media/recording/export-recording.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { SocialFiles } from "#lib/recordings/social-files.ts";
import { findFfmpeg } from "#lib/sources/ffmpeg.ts";
import { hasFfmpeg, makeRecording } from "#tests/media/ffmpeg.ts";
import { loadRecording } from "#tests/media/recording.ts";
import { send, startTake } from "#tests/media/started.ts";

const run = promisify(execFile);
const probed = z.object({
  streams: z.array(z.object({ codec_name: z.string(), height: z.number().optional(), duration: z.string() })),
});

let folder: string;
let recordings: Recordings;
let channels: Channels;
let files: SocialFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "launchroom-social-"));
  recordings = new Recordings({ folder: join(folder, "r"), freeSpace: async () => ({ free: 50e9, total: 100e9 }) });
  channels = new Channels({ recordings });
  files = new SocialFiles(join(folder, "social"));
});

afterEach(async () => {
  await files.close();
  channels.close();
  await recordings.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a recording's file for editing and other platforms", () => {
  it.skipIf(!hasFfmpeg)(
    "is one H.264 and AAC file with its head first, of takes with sound of either kind",
    async () => {
      await record([...(await loadRecording("h264")).chunks], [await makeRecording("encoder")]);
      await files.begin(await job(findFfmpeg(undefined) ?? ""));
      expect((await files.view("s1")).state).toBe("making");
      await expect.poll(async () => (await files.view("s1")).state, { timeout: 60_000 }).toBe("ready");
      const file = await files.find("s1");
      const head = (await readFile(file?.path ?? "")).subarray(0, 64).toString("latin1");
      expect(head.indexOf("moov")).toBeGreaterThan(0);
      const { stdout } = await run("ffprobe", ["-v", "error", "-show_streams", "-of", "json", file?.path ?? ""]);
      const { streams } = probed.parse(JSON.parse(stdout));
      expect(streams.map(({ codec_name }) => codec_name).toSorted()).toEqual(["aac", "h264"]);
      for (const { duration } of streams) expect(Number(duration)).toBeGreaterThan(12);
      await files.delete("s1");
      expect(await files.view("s1")).toEqual({ state: "none", part: 0, bytes: null });
    },
  );

  it("says that it failed where the program cannot make it, and is made anew when asked", async () => {
    await record([await makeRecording("encoder")]);
    await files.begin(await job(process.execPath));
    await expect.poll(async () => (await files.view("s1")).state).toBe("failed");
    await files.begin(await job(process.execPath));
    expect((await files.view("s1")).state).toBe("making");
  });

  it("is not being made any more where the process that made it is gone", async () => {
    const note = join(folder, "social", "s1.progress");
    await writeFile(note, "0.4");
    expect(await files.view("s1")).toMatchObject({ state: "making", part: 0.4 });
    await utimes(note, new Date(0), new Date(0));
    expect(await files.view("s1")).toMatchObject({ state: "none" });
  });
});

async function record(...takes: Buffer[][]): Promise<void> {
  const channel = channels.open("s1");
  for (const chunks of takes) {
    const take = startTake(channel);
    for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
  }
  await channels.end("s1");
}

async function job(path: string) {
  const index = await recordings.find("s1");
  if (!index) throw new Error("There is no recording.");
  const takes = [...new Set(index.files.map(({ takeId }) => takeId))].map((takeId) => ({
    seconds: index.files.reduce((sum, file) => sum + (file.takeId === takeId ? file.seconds : 0), 0) + leadSeconds,
    open: () => openExport({ showId: "s1", index, storage: recordings, takeId }),
  }));
  return { showId: "s1", path, takes };
}
