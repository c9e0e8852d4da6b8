import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fragment, Sample } from "#lib/media/mp4/fragment.ts";
import { Packager, type Pushed } from "#lib/media/mp4/packager.ts";
import { readFragments } from "#lib/media/mp4/renditions.ts";
import { readSource } from "./read-source.ts";
import { loadRecording, type mimeTypes, type Recording } from "./recording.ts";

const recordings = new Map<string, Recording>();

beforeAll(async () => {
  for (const name of ["h264", "h264Inband", "vp9"] as const) recordings.set(name, await loadRecording(name));
}, 120_000);

function recordingOf(name: keyof typeof mimeTypes): Recording {
  const recording = recordings.get(name);
  if (!recording) throw new Error(`Recording ${name} is missing.`);
  return recording;
}

describe("a recording made by Chromium", () => {
  it.each([
    ["h264", /^avc1\.42[0-9a-f]{4}$/],
    ["h264Inband", /^avc3\.42[0-9a-f]{4}$/],
  ] as const)("%s becomes parts of about a second that each start with a key frame", (name, codec) => {
    const { whole } = recordingOf(name);
    const { init, parts, broken } = new Packager().push(whole);
    expect(broken).toBeUndefined();
    expect(init?.codecs).toContain("opus");
    expect(init?.codecs.find((each) => codec.test(each))).toBeDefined();
    expect(init?.video).toMatchObject({ width: 640, height: 360 });
    expect(parts.length).toBeGreaterThanOrEqual(4);
    expect(parts.every((part) => part.key && !part.jump)).toBe(true);
    const total = parts.reduce((sum, part) => sum + part.durationSeconds, 0);
    expect(total).toBeGreaterThan(4);
    expect(total).toBeLessThan(7);
  });

  it("has every sample it had, and timestamps without a hole", () => {
    const { whole } = recordingOf("h264");
    const { init, parts } = new Packager().push(whole);
    if (!init) throw new Error("There is no init.");
    const source = readSource(whole);
    const written = parts.flatMap(({ bytes }) => readFragments(bytes, init));
    for (const kind of ["video", "audio"] as const) {
      const samples = (fragments: Fragment[]) => fragments.flatMap((fragment) => fragment[kind]?.samples ?? []);
      const content = ({ data, at, size, key }: Sample) => `${key} ${digest(data.subarray(at, at + size))}`;
      expect(samples(written).map(content)).toEqual(samples(source).map(content));
      const runs = written.flatMap((fragment) => fragment[kind] ?? []);
      for (const [index, run] of runs.entries()) {
        const next = runs[index + 1];
        if (next) expect(run.start + run.samples.reduce((sum, sample) => sum + sample.duration, 0)).toBe(next.start);
      }
    }
    const packets = (fragments: Fragment[]) =>
      fragments.flatMap(({ audio }) => audio?.samples.map(({ duration }) => duration) ?? []);
    const [length = 0] = packets(source);
    // The last packet of a fragment is said too short; one that is longer is where a busy browser was late.
    const late = packets(source).filter((duration) => duration > length);
    expect(new Set(packets(written)), "a browser's packets of sound are equally long").toEqual(
      new Set([length, ...late]),
    );
  });

  it("is left as it is when it comes through a second time", () => {
    const once = new Packager().push(recordingOf("h264").whole);
    const joined = Buffer.concat([once.init?.bytes ?? Buffer.alloc(0), ...once.parts.map(({ bytes }) => bytes)]);
    expect(outline(new Packager().push(joined))).toEqual(outline(once));
  });

  it("is refused by name when its codec does not play everywhere", () => {
    expect(new Packager().push(recordingOf("vp9").whole).broken?.code).toBe("codec_not_supported");
  });

  it("gives the same init and parts however it is cut", () => {
    const { whole } = recordingOf("h264");
    const expected = outline(new Packager().push(whole));
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 40 }), (cuts) => {
        expect(outline(pushInPieces(whole, cuts))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it("gives the same init and parts byte by byte, and holds no more than one fragment", () => {
    const { whole } = recordingOf("h264");
    const expected = new Packager().push(whole);
    const splitter = new Packager();
    const largest = Math.max(...expected.parts.map((part) => part.bytes.length)) + 4096;
    let parts = 0;
    for (let at = 0; at < whole.length; at++) {
      parts += splitter.push(whole.subarray(at, at + 1)).parts.length;
      expect(splitter.pendingBytes()).toBeLessThanOrEqual(largest);
    }
    expect(parts).toBe(expected.parts.length);
  });

  it("breaks at the same place with the same sentence however its damaged bytes are cut", () => {
    const { whole } = recordingOf("h264");
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(whole.length), { maxLength: 10 }),
        (at, damage, cuts) => {
          const damaged = Buffer.concat([whole.subarray(0, at), damage, whole.subarray(at + damage.length)]);
          expect(outline(pushInPieces(damaged, cuts))).toEqual(outline(new Packager().push(damaged)));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("bytes that are no recording", () => {
  it("are refused, never thrown", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 4096 }), (bytes) => {
        const { parts, init, broken } = new Packager().push(Buffer.from(bytes));
        expect(parts).toEqual([]);
        expect(init).toBeUndefined();
        expect(broken === undefined || broken.code === "not_fragmented_mp4").toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("are refused at the first header: an ordinary MP4, a WebM, a page, a box of 4 GB", () => {
    const box = (type: string, size: number) => Buffer.concat([uint32(size), Buffer.from(type, "latin1")]);
    const starts = [
      Buffer.concat([box("ftyp", 16), Buffer.from("isom\0\0\0\0"), box("mdat", 4000)]),
      Buffer.from("1a45dfa39f4286810142f7", "hex"),
      Buffer.from("<!doctype html><title>x</title>"),
      box("ftyp", 0xffffffff),
      Buffer.concat([box("ftyp", 1), Buffer.alloc(8, 0xff)]),
    ];
    for (const start of starts) expect(new Packager().push(start).broken?.code).toBe("not_fragmented_mp4");
  });
});

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What came out, with a digest in place of the bytes. */
function outline({ init, parts, broken }: Pushed) {
  return {
    init: init && digest(init.bytes),
    broken,
    parts: parts.map(({ bytes, ...rest }) => ({ ...rest, is: digest(bytes) })),
  };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function pushInPieces(whole: Buffer, cuts: number[]): Pushed {
  const splitter = new Packager();
  const borders = [...new Set([0, ...cuts, whole.length])].sort((one, other) => one - other);
  const total: Pushed = { parts: [] };
  for (const [index, from] of borders.entries()) {
    const { init, parts, broken } = splitter.push(whole.subarray(from, borders[index + 1]));
    if (init) total.init = init;
    total.parts.push(...parts);
    if (broken) return { ...total, broken };
  }
  return total;
}
