import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { channelDefaults, createChannel } from "#lib/media/channel.ts";
import { isRefused } from "#lib/media/refusals.ts";
import { loadRecording, type Recording } from "./recording.ts";
import { playlistLines, send, startTake } from "./started.ts";

let recording: Recording;

beforeAll(async () => {
  recording = await loadRecording("h264");
}, 120_000);

describe("chunks damaged on the way", () => {
  it("never throw, never bend the playlist, never pile up", () => {
    const settings = { ...channelDefaults, keptSegments: 12, keptBytes: 2 * 1024 * 1024 };
    const channel = createChannel({ showId: "s1", now: () => Date.UTC(2026, 10, 22), settings });
    const refusals = new Set<string>();
    let accepted = 0;
    fc.assert(
      fc.property(damagedTake(recording.chunks), (chunks) => {
        const take = startTake(channel);
        for (const [n, bytes] of chunks.entries()) {
          const answer = send(channel, take, n, bytes);
          if (isRefused(answer)) refusals.add(answer.refused);
          else accepted += 1;
        }
        expectSoundPlaylist(playlistLines(channel));
        expect(channel.figures(0).heldBytes).toBeLessThan(settings.keptBytes + 17 * 1024 * 1024);
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(100);
    expect([...refusals].filter((code) => code !== "codec_not_supported" && code !== "chunk_gap")).toEqual([
      "not_fragmented_mp4",
    ]);
  });
});

/** A take of which one or more chunks are flipped, cut, doubled, swapped, or replaced by noise, mostly in their box headers. */
function damagedTake(chunks: Buffer[]): fc.Arbitrary<Buffer[]> {
  const place = fc.record({ chunk: fc.nat(chunks.length - 1), at: fc.oneof(fc.nat(1400), fc.nat(40_000)) });
  const change = fc.oneof(
    fc.record({ kind: fc.constant("bits"), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
    fc.record({ kind: fc.constantFrom("cut", "double", "swap"), bytes: fc.constant(new Uint8Array()) }),
    fc.record({ kind: fc.constant("noise"), bytes: fc.uint8Array({ minLength: 1, maxLength: 2000 }) }),
  );
  return fc.array(fc.tuple(place, change), { minLength: 1, maxLength: 3 }).map((damages) => {
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
    return damaged;
  });
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
