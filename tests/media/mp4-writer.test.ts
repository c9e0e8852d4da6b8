import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMp4Writer, type Encoded } from "#components/media/broadcast/mp4-writer.ts";
import { BoxSplitter } from "#lib/media/mp4/boxes.ts";
import { type Fragment, parseFragment } from "#lib/media/mp4/fragment.ts";
import { type InitSegment, parseInit, type SourceLayout } from "#lib/media/mp4/init-segment.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import { hasFfmpeg } from "./ffmpeg.ts";

const avcC = Buffer.from("0142c01fffe1000567640000ff010004680000ff", "hex");
const opusHead = Buffer.concat([Buffer.from("OpusHead"), Buffer.from("0102380180bb0000000000", "hex")]);
const formats = {
  picture: { width: 1280, height: 720, config: new Uint8Array(avcC) },
  sound: { codec: "opus", channels: 2, config: new Uint8Array(opusHead) },
} as const;

/** Pictures at uneven distances, some key frames, and packets of 20 ms, in the order in which encoders finish them. */
const encoded = fc
  .record({
    gaps: fc.array(fc.integer({ min: 1_000, max: 900_000 }), { minLength: 1, maxLength: 60 }),
    keys: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
    sizes: fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 60, maxLength: 60 }),
    lead: fc.integer({ min: -100_000, max: 100_000 }),
    startsAt: fc.integer({ min: 0, max: 4_000_000_000 }),
  })
  .map(({ gaps, keys, sizes, lead, startsAt }) => {
    let at = startsAt;
    const pictures = gaps.map((gap, index): Encoded => {
      const picture = { at, key: index === 0 || (keys[index] ?? false), data: filled(sizes[index] ?? 1, index) };
      at += gap;
      return picture;
    });
    const packets = Array.from({ length: Math.floor((at - startsAt) / 20_000) }, (_, index): Encoded => {
      return { at: startsAt + index * 20_000, duration: 20_000, key: true, data: filled(80, 200) };
    });
    return { pictures, packets, lead, startsAt };
  });

describe("a file written piece by piece", () => {
  it("is read by the server's own splitter as what the encoders made, without a hole", () => {
    fc.assert(
      fc.property(encoded, (source) => {
        const { init, fragments } = readBack(write(source));
        expect(init?.codecs).toEqual(["avc1.42c01f", "opus"]);
        const pictures = fragments.flatMap(({ video }) => video?.samples ?? []);
        const packets = fragments.flatMap(({ audio }) => audio?.samples ?? []);
        expect(pictures.map(bytesOf)).toEqual(source.pictures.map(({ data }) => Buffer.from(data)));
        expect(pictures.map(({ key }) => key)).toEqual(source.pictures.map(({ key }) => key));
        expect(packets.map(bytesOf)).toEqual(source.packets.map(({ data }) => Buffer.from(data)));
        for (const kind of ["video", "audio"] as const) expectUnbroken(fragments, kind);
      }),
      { numRuns: 60 },
    );
  });

  it("shows every picture within a picture's time of when it was made, however long it runs", () => {
    fc.assert(
      fc.property(encoded, (source) => {
        const { fragments } = readBack(write(source));
        const shown = fragments.flatMap(({ video }) => {
          let at = video?.start ?? 0;
          return (video?.samples ?? []).map(({ duration }) => {
            const from = at / 90_000;
            at += duration;
            return from;
          });
        });
        for (const [index, picture] of source.pictures.entries()) {
          const made = (picture.at - source.startsAt) / 1e6;
          expect(Math.abs((shown[index] ?? 99) - made)).toBeLessThan(0.91);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("comes in pieces of a fifth of a second that begin with every key frame", () => {
    const pictures = Array.from({ length: 90 }, (_, index): Encoded => {
      return { at: Math.round((index * 1e6) / 30), key: index % 30 === 0, data: filled(500, index) };
    });
    const packets = Array.from({ length: 150 }, (_, index): Encoded => {
      return { at: index * 20_000, duration: 20_000, key: true, data: filled(80, 1) };
    });
    const packager = new Packager();
    const parts = write({ pictures, packets, lead: 0, startsAt: 0 }).flatMap(
      (piece) => packager.push(Buffer.from(piece)).parts,
    );
    expect(parts.filter(({ key }) => key).length).toBe(3);
    expect(parts.length).toBeGreaterThanOrEqual(15);
    expect(Math.max(...parts.map(({ durationSeconds }) => durationSeconds))).toBeLessThan(0.25);
    const keys = parts.filter(({ key }) => key).map(({ startSeconds }) => startSeconds);
    expect(keys.map((at) => Math.round(at * 100) / 100)).toEqual([0, 1, 2]);
  });

  it("goes on after a leap of the clock at the new time, not with one endless picture", () => {
    const pictures = [0, 33_333, 66_666, 9_000_000, 9_033_333].map((at, index): Encoded => {
      return { at, key: index === 0 || at === 9_000_000, data: filled(10, index) };
    });
    const { fragments } = readBack(write({ pictures, packets: [], lead: 0, startsAt: 0 }));
    expect(fragments.map(({ video }) => Math.round((video?.start ?? 0) / 90))).toEqual([0, 9000]);
    expect(
      Math.max(...fragments.flatMap(({ video }) => video?.samples ?? []).map(({ duration }) => duration)),
    ).toBeLessThan(4000);
  });

  it.skipIf(!hasFfmpeg)("is a file that ffprobe knows (left out where it is not installed)", () => {
    const folder = mkdtempSync(join(tmpdir(), "launchroom-mp4-"));
    const path = join(folder, "written.mp4");
    const packets = Array.from({ length: 100 }, (_, index): Encoded => {
      return { at: index * 20_000, duration: 20_000, key: true, data: Uint8Array.of(0xfc, 0xff, 0xfe) };
    });
    writeFileSync(path, Buffer.concat(write({ pictures: [], packets, lead: 0, startsAt: 0 })));
    const told = execFileSync("ffprobe", ["-v", "error", "-select_streams", "a", "-show_entries", ...shown, path], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    rmSync(folder, { recursive: true });
    expect(told).toMatch(/codec_name=opus/);
    const times = [...told.matchAll(/pts_time=([\d.]+)/g)].map(([, time]) => Number(time));
    expect(times).toEqual(Array.from({ length: 100 }, (_, index) => index / 50));
  });
});

const shown = ["stream=codec_name:packet=pts_time"];

type Source = { pictures: Encoded[]; packets: Encoded[]; lead: number; startsAt: number };

/** Packets come `lead` microseconds earlier or later than the pictures of their time. */
function write({ pictures, packets, lead, startsAt }: Source): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const writer = createMp4Writer({ formats, startsAt, onPiece: (bytes) => pieces.push(bytes) });
  const all = [
    ...pictures.map((picture) => ({ at: picture.at, add: () => writer.addPicture(picture) })),
    ...packets.map((packet) => ({ at: packet.at + lead, add: () => writer.addSound(packet) })),
  ].toSorted((one, other) => one.at - other.at);
  for (const { add } of all) add();
  writer.flush();
  return pieces;
}

function readBack(pieces: Uint8Array[]): { init?: InitSegment; fragments: Fragment[] } {
  let init: InitSegment | undefined;
  let layout: SourceLayout = new Map();
  const fragments: Fragment[] = [];
  const splitter = new BoxSplitter((unit) => {
    if ("moov" in unit) ({ init, layout } = parseInit(unit.bytes, unit.moov));
    else fragments.push(parseFragment({ ...unit, bytes: Buffer.from(unit.bytes), layout }));
  });
  const broken = splitter.push(Buffer.concat(pieces));
  if (broken) throw new Error(broken.detail);
  return { init, fragments };
}

function expectUnbroken(fragments: Fragment[], kind: "video" | "audio"): void {
  let end: number | undefined;
  for (const fragment of fragments) {
    const run = fragment[kind];
    if (!run) continue;
    if (end !== undefined) expect(run.start).toBe(end);
    end = run.start + run.samples.reduce((sum, { duration }) => sum + duration, 0);
  }
}

function bytesOf({ data, at, size }: { data: Buffer; at: number; size: number }): Buffer {
  return Buffer.from(data.subarray(at, at + size));
}

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value);
}
