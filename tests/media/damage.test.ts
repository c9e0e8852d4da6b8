import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { FastMessages } from "#lib/media/fast/fast-messages.ts";
import { decodeFastMessage } from "#lib/media/fast/fast-protocol.ts";
import { Channel, channelDefaults } from "#lib/media/live/channel.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import { renditionNames } from "#lib/media/mp4/renditions.ts";
import { Refusal } from "#lib/refusal.ts";
import { hasFfmpeg, makeRecording } from "./ffmpeg.ts";
import { loadRecording } from "./recording.ts";
import { playlistLines, send, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

/** Chunks of several sources: whole recordings cut into pieces of no meaning. */
const sources: Buffer[][] = [];
const mutatedChunks = 5000;

beforeAll(async () => {
  sources.push((await loadRecording("h264")).chunks);
  const source = createSource({ bytesPerSecond: 20_000 });
  sources.push([source.init, ...Array.from({ length: 12 }, () => source.take(1))]);
  if (!hasFfmpeg) return;
  for (const name of ["encoder", "negativeOffsets", "editLists"] as const) {
    sources.push(cut(await makeRecording(name, 3), 20_000));
  }
}, 120_000);

describe("five thousand chunks damaged on the way", () => {
  it("never throw, never bend a playlist, never pile up, and what comes out is always sound", () => {
    const settings = { ...channelDefaults, keptSegments: 12, keptBytes: 2 * 1024 * 1024 };
    let at = Date.UTC(2026, 10, 22);
    const channel = new Channel({ showId: "s1", now: () => at, settings });
    const messages = new FastMessages(Date.now);
    const refusals = new Set<string>();
    let [mutated, accepted, parts] = [0, 0, 0];
    channel.listen({
      part: (part, init) => {
        parts += 1;
        const again = new Packager().push(Buffer.concat([init.bytes, part.bytes]));
        expect(again.broken).toBeUndefined();
        expect(decodeFastMessage(new Uint8Array(messages.part(part)).buffer)?.type).toBe("part");
      },
    });
    fc.assert(
      fc.property(
        fc.nat(sources.length - 1).chain((index) => damagedTake(sources[index] ?? [])),
        (damaged) => {
          mutated += damaged.mutated;
          const take = startTake(channel);
          for (const [n, bytes] of damaged.chunks.entries()) {
            at += 200;
            const answer = send(channel, take, n, bytes);
            if (answer instanceof Refusal) refusals.add(answer.code);
            else accepted += 1;
          }
          expectSoundPlaylist(playlistLines(channel));
          expect(channel.figures(at).heldBytes).toBeLessThan(settings.keptBytes + 33 * 1024 * 1024);
          for (const name of renditionNames) channel.playlists.rendition(name);
          channel.playlists.master();
        },
      ),
      { numRuns: 2700 },
    );
    expect(mutated).toBeGreaterThan(mutatedChunks);
    expect(accepted).toBeGreaterThan(1000);
    expect(parts).toBeGreaterThan(1000);
    const expected = ["chunk_gap", "codec_not_supported", "not_fragmented_mp4"];
    expect([...refusals].filter((code) => !expected.includes(code))).toEqual([]);
  }, 180_000);
});

/** A take of which one or more chunks are flipped, cut, doubled, swapped, or replaced by noise, mostly in their box headers. */
function damagedTake(chunks: Buffer[]): fc.Arbitrary<{ chunks: Buffer[]; mutated: number }> {
  const place = fc.record({ chunk: fc.nat(chunks.length - 1), at: fc.oneof(fc.nat(1400), fc.nat(40_000)) });
  const change = fc.oneof(
    fc.record({ kind: fc.constant("bits"), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
    fc.record({ kind: fc.constantFrom("cut", "double", "swap"), bytes: fc.constant(new Uint8Array()) }),
    fc.record({ kind: fc.constant("noise"), bytes: fc.uint8Array({ minLength: 1, maxLength: 2000 }) }),
  );
  return fc.array(fc.tuple(place, change), { minLength: 1, maxLength: 4 }).map((damages) => {
    const damaged = [...chunks];
    for (const [{ chunk, at }, { kind, bytes }] of damages) {
      const good = damaged[chunk] ?? Buffer.alloc(0);
      if (kind === "bits")
        damaged[chunk] = Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + bytes.length)]);
      if (kind === "cut") damaged[chunk] = good.subarray(0, at);
      if (kind === "double") damaged[chunk] = Buffer.concat([good, good]);
      if (kind === "noise") damaged[chunk] = Buffer.from(bytes);
      if (kind === "swap") damaged.splice(chunk, 2, ...damaged.slice(chunk, chunk + 2).reverse());
    }
    return { chunks: damaged, mutated: damages.length };
  });
}

function cut(whole: Buffer, size: number): Buffer[] {
  const count = Math.ceil(whole.length / size);
  return Array.from({ length: count }, (_, index) => whole.subarray(index * size, (index + 1) * size));
}

const lineShapes = [
  /^#EXTM3U$/,
  /^#EXT-X-VERSION:7$/,
  /^#EXT-X-TARGETDURATION:[1-9]\d?$/,
  /^#EXT-X-(MEDIA|DISCONTINUITY)-SEQUENCE:\d+$/,
  /^#EXT-X-(INDEPENDENT-SEGMENTS|DISCONTINUITY)$/,
  /^#EXT-X-MAP:URI="takes\/[\w-]+\/init\.mp4"$/,
  /^#EXT-X-PROGRAM-DATE-TIME:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  /^#EXTINF:\d+\.\d{5},$/,
  /^segments\/\d+\.m4s$/,
];

function expectSoundPlaylist(lines: string[]): void {
  expect(lines.filter((line) => !lineShapes.some((shape) => shape.test(line)))).toEqual([]);
  const sequences = lines.flatMap((line) => /^segments\/(\d+)/.exec(line)?.[1] ?? []).map(Number);
  expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
  const longest = Number(lines.find((line) => line.startsWith("#EXT-X-TARGETDURATION"))?.split(":")[1] ?? 0);
  for (const line of lines) {
    const seconds = Number(/^#EXTINF:([\d.]+)/.exec(line)?.[1] ?? 0);
    expect(Math.round(seconds)).toBeLessThanOrEqual(longest);
  }
}
