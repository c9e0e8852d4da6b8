import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createBoxSplitter, type Pushed } from "#lib/media/boxes.ts";
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
  ] as const)(
    "%s is an init segment and fragments of about a second that each start with a key frame",
    (name, codec) => {
      const { whole } = recordingOf(name);
      const { init, fragments, broken } = createBoxSplitter().push(whole);
      expect(broken).toBeUndefined();
      expect(init?.codecs).toContain("opus");
      expect(init?.codecs.find((each) => codec.test(each))).toBeDefined();
      expect(fragments.length).toBeGreaterThanOrEqual(4);
      expect(fragments.every((fragment) => fragment.startsWithKeyframe)).toBe(true);
      const rejoined = Buffer.concat([init?.bytes ?? Buffer.alloc(0), ...fragments.map((fragment) => fragment.bytes)]);
      expect(rejoined.length).toBe(whole.length);
      expect(createBoxSplitter().push(rejoined)).toEqual({ init, fragments });
      for (const [index, fragment] of fragments.entries()) {
        const next = fragments[index + 1];
        if (next) expect(fragment.baseTimeSeconds + fragment.durationSeconds).toBeCloseTo(next.baseTimeSeconds, 1);
      }
      const total = fragments.reduce((sum, fragment) => sum + fragment.durationSeconds, 0);
      expect(total).toBeGreaterThan(4);
      expect(total).toBeLessThan(7);
    },
  );

  it("has its last sound packets mended, and nothing else touched", () => {
    const { whole } = recordingOf("h264");
    const { init, fragments } = createBoxSplitter().push(whole);
    let at = init?.bytes.length ?? 0;
    for (const { bytes } of fragments) {
      const original = whole.subarray(at, at + bytes.length);
      const changed = [...bytes.keys()].filter((index) => bytes[index] !== original[index]);
      const first = changed[0] ?? 0;
      expect(changed.every((index) => index - first < 4)).toBe(true);
      if (changed.length > 0) expect(bytes.readUInt32BE(first & ~3)).toBe(bytes.readUInt32BE((first & ~3) - 8));
      at += bytes.length;
    }
  });

  it("is refused by name when its codec does not play everywhere", () => {
    expect(createBoxSplitter().push(recordingOf("vp9").whole).broken?.code).toBe("codec_not_supported");
  });

  it("gives the same init and fragments however it is cut", () => {
    const { whole } = recordingOf("h264");
    const expected = createBoxSplitter().push(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 40 }), (cuts) => {
        expect(pushInPieces(whole, cuts)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it("gives the same init and fragments byte by byte, and holds no more than one fragment", () => {
    const { whole } = recordingOf("h264");
    const expected = createBoxSplitter().push(whole);
    const splitter = createBoxSplitter();
    const largest = Math.max(...expected.fragments.map((fragment) => fragment.bytes.length));
    let fragments = 0;
    for (let at = 0; at < whole.length; at++) {
      fragments += splitter.push(whole.subarray(at, at + 1)).fragments.length;
      expect(splitter.pendingBytes()).toBeLessThanOrEqual(largest);
    }
    expect(fragments).toBe(expected.fragments.length);
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
          expect(pushInPieces(damaged, cuts)).toEqual(createBoxSplitter().push(damaged));
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
        const { fragments, init, broken } = createBoxSplitter().push(Buffer.from(bytes));
        expect(fragments).toEqual([]);
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
    for (const start of starts) expect(createBoxSplitter().push(start).broken?.code).toBe("not_fragmented_mp4");
  });
});

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function pushInPieces(whole: Buffer, cuts: number[]): Pushed {
  const splitter = createBoxSplitter();
  const borders = [...new Set([0, ...cuts, whole.length])].sort((one, other) => one - other);
  const total: Pushed = { fragments: [] };
  for (const [index, from] of borders.entries()) {
    const { init, fragments, broken } = splitter.push(whole.subarray(from, borders[index + 1]));
    if (init) total.init = init;
    total.fragments.push(...fragments);
    if (broken) return { ...total, broken };
  }
  return total;
}
