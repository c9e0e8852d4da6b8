import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import { openExport } from "#lib/media/recording/export-recording.ts";
import { Recordings } from "#lib/media/recording/recordings.ts";
import { complaintsAbout, hasFfmpeg, makeRecording, probe, type Recipe } from "./ffmpeg.ts";
import { send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

let folder: string;
let recordings: Recordings;
let channels: Channels;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "launchroom-export-"));
  recordings = new Recordings({ folder: join(folder, "r"), freeSpace: async () => ({ free: 50e9, total: 100e9 }) });
  channels = new Channels({ recordings });
});

afterEach(async () => {
  channels.close();
  await recordings.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a recording as one file", () => {
  it("is one unbroken stream of all takes, as long as it said it would be", async () => {
    await record(Array.from({ length: 3 }, () => createSource()).map((source) => [source.init, source.take(23)]));
    const exported = await open();
    const whole = await readAll(exported);
    expect(whole.length).toBe(exported.bytes);
    // Its length stands in its head, and its index leads to every stretch of it.
    expect(whole.readUInt32BE(whole.indexOf("mehd") + 8)).toBeCloseTo(1000 * (3 * 4.6 + 3 * 0.15), -1);
    const index = whole.indexOf("sidx") - 4;
    let at = index + whole.readUInt32BE(index);
    for (let n = 0; n < whole.readUInt16BE(index + 30); n++) {
      expect(whole.toString("latin1", at + 4, at + 8)).toBe("moof");
      at += whole.readUInt32BE(index + 32 + 12 * n);
    }
    expect(at).toBe(whole.length);
    const { init, parts, broken } = new Packager().push(whole);
    expect(broken).toBeUndefined();
    expect(init?.codecs).toEqual(["avc1.42c01f", "opus"]);
    expect(parts.some(({ jump }) => jump)).toBe(false);
    expect(parts.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBeCloseTo(3 * 4.6 + 2 * 0.15, 3);
  });

  it("gives any part of itself alone", async () => {
    await record(Array.from({ length: 2 }, () => createSource()).map((source) => [source.init, source.take(60)]));
    const exported = await open();
    const whole = await readAll(exported);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(whole.length - 1), async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const part: Buffer[] = [];
        for await (const bytes of exported.read({ from, to })) part.push(bytes);
        expect(Buffer.concat(part).equals(whole.subarray(from, to + 1))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.skipIf(!hasFfmpeg)("plays from end to end, whatever the takes were made of", async () => {
    const takes: Recipe[] = ["encoder", "shortFragments", "negativeOffsets"];
    await record(await Promise.all(takes.map(async (name) => [await makeRecording(name)])));
    const file = join(folder, "show.mp4");
    await writeFile(file, await readAll(await open()));
    const [pictures, sound] = await probe(file);
    expect(pictures).toMatchObject({ kind: "video", packets: 720 });
    expect(sound).toMatchObject({ kind: "audio", packets: 3 * 376 });
    expect(pictures?.seconds).toBeGreaterThan(24);
    expect(pictures?.seconds).toBeLessThan(25);
    expect(await complaintsAbout(file)).toBe("");
  });
});

async function record(takes: Buffer[][]): Promise<void> {
  const channel = channels.open("s1");
  for (const chunks of takes) {
    const take = startTake(channel);
    for (const [n, bytes] of chunks.entries()) send(channel, take, n, bytes);
  }
  await channels.end("s1");
}

async function open() {
  const index = await recordings.find("s1");
  if (!index) throw new Error("There is no recording.");
  return openExport({ showId: "s1", index, storage: recordings });
}

async function readAll(exported: Awaited<ReturnType<typeof open>>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const bytes of exported.read({ from: 0, to: exported.bytes - 1 })) parts.push(bytes);
  return Buffer.concat(parts);
}
