import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Segment } from "#lib/media/live/window.ts";
import type { Sample } from "#lib/media/mp4/fragment.ts";
import { writeFragment } from "#lib/media/mp4/write-fragment.ts";
import { DiskGuard } from "#lib/media/recording/disk-guard.ts";
import { DiskStorage } from "#lib/media/recording/disk-storage.ts";
import { Journal } from "#lib/media/recording/journal.ts";
import { Recorder } from "#lib/media/recording/recorder.ts";
import { recordingKeys } from "#lib/media/recording/recording-keys.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "launchroom-writing-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a fragment says its time whatever the hour, and holds each sample whole, with the parameter sets before it", () => {
  const start = 3 * 2 ** 32 + 5;
  const samples = [sample("one"), sample("two", "sets "), sample("three")];
  const bytes = writeFragment({ sequence: 7, video: { timescale: 90_000, start, samples } });
  const tfdt = bytes.indexOf("tfdt");
  expect([bytes.readUInt32BE(tfdt + 8), bytes.readUInt32BE(tfdt + 12)]).toEqual([3, 5]);
  const trun = bytes.indexOf("trun") + 16;
  expect(samples.map((_, n) => bytes.readUInt32BE(trun + n * 16 + 4))).toEqual([3, 8, 5]);
  expect(bytes.subarray(bytes.indexOf("mdat") + 4).toString()).toBe("onesets twothree");
});

test("samples that lie behind one another keep the parameter sets between them", () => {
  const data = Buffer.from("onetwo");
  const [one, two] = [
    { ...sample("one"), data },
    { ...sample("two", "sets "), data, at: 3 },
  ];
  const bytes = writeFragment({ sequence: 1, video: { timescale: 90_000, start: 0, samples: [one, two] } });
  expect(bytes.subarray(bytes.indexOf("mdat") + 4).toString()).toBe("onesets two");
});

test("a recording that cannot be read is not taken for one that is empty", async () => {
  expect((await Journal.open({ folder, showId: "new" })).index.segments).toEqual([]);
  await mkdir(join(folder, recordingKeys.index("s1")), { recursive: true });
  await expect(Journal.open({ folder, showId: "s1" })).rejects.toMatchObject({ code: "EISDIR" });
});

test("what was written waits no longer: a long show misses nothing, and lets its lock go when it is closed", async () => {
  await mkdir(dirname(join(folder, recordingKeys.index("s1"))), { recursive: true });
  let locks = 0;
  const recorder = open(() => {
    locks += 1;
    return () => {
      locks -= 1;
    };
  });
  await recorder.ready;
  for (let n = 1; n <= 5; n += 1) {
    recorder.add(segment(n, 16 * 1024 * 1024), { bytes: Buffer.from("init"), codecs: [] });
    await expect.poll(() => recorder.index.segments.length).toBe(n);
  }
  expect([recorder.missed, locks]).toEqual([0, 1]);
  await recorder.close();
  expect(locks).toBe(0);
});

function open(lock: () => () => void): Recorder {
  const freeSpace = async () => ({ free: 50e9, total: 100e9 });
  const guard = new DiskGuard({ folder, storage: new DiskStorage(folder), quotaBytes: 1e12, freeSpace });
  const quiet = { onChange: () => {}, onError: () => {} };
  return new Recorder({ folder, showId: "s1", guard, lock, now: Date.now, ...quiet });
}

function sample(text: string, prefix?: string): Sample {
  const data = Buffer.from(text);
  const own = { data, at: 0, size: data.length, duration: 3000, offset: 0, key: true };
  return prefix ? { ...own, prefix: Buffer.from(prefix) } : own;
}

function segment(sequence: number, bytes: number): Segment {
  const times = { pictures: 30, durationSeconds: 1, startedAt: 0, mediaSeconds: sequence };
  const keys = { startsWithKeyframe: true, keyframes: 1, discontinuity: false, discontinuityNumber: 0 };
  return { sequence, takeId: "take", bytes: Buffer.alloc(bytes), ...times, ...keys };
}
