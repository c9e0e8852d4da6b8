import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Channels } from "#lib/media/channels.ts";
import { Channel } from "#lib/media/live/channel.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import { loadRecording, type Recording } from "./recording.ts";
import { playlistLines, send, sendAll, startTake } from "./started.ts";
import { createSource } from "./synthetic.ts";

let recording: Recording;
let vp9: Recording;
let at: number;
let channel: Channel;

beforeAll(async () => {
  recording = await loadRecording("h264");
  vp9 = await loadRecording("vp9");
}, 120_000);

beforeEach(() => {
  at = Date.UTC(2026, 10, 22, 4);
  channel = new Channel({ showId: "s1", now: () => at });
});

describe("a take", () => {
  it("becomes a playlist whose pieces are the packaged recording", () => {
    const take = startTake(channel);
    expect(channel.playlists.live()).toBeUndefined();
    sendAll(channel, take, recording.chunks);
    const lines = playlistLines(channel);
    expect(lines.slice(0, 3)).toEqual(["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:2"]);
    expect(lines).toContain("#EXT-X-INDEPENDENT-SEGMENTS");
    expect(lines.filter((line) => line === `#EXT-X-MAP:URI="takes/${take.takeId}/init.mp4"`)).toHaveLength(1);
    expect(lines).not.toContain("#EXT-X-DISCONTINUITY");
    expect(lines).not.toContain("#EXT-X-ENDLIST");
    const pieces = sequencesOf(lines).map((sequence) => channel.segment(sequence)?.bytes ?? Buffer.alloc(0));
    const init = channel.init(take.takeId)?.bytes ?? Buffer.alloc(0);
    const packaged = new Packager().push(recording.whole);
    expect(pieces).toEqual(packaged.parts.map((part) => part.bytes));
    expect(init).toEqual(packaged.init?.bytes);
    expect(lines).toContain(`#EXT-X-MEDIA-SEQUENCE:${sequencesOf(lines)[0]}`);
  });

  it("is followed by another behind a discontinuity, with its own init and a clock that goes on", () => {
    sendAll(channel, startTake(channel), recording.chunks.slice(0, 4));
    at += 4000;
    const second = startTake(channel);
    sendAll(channel, second, recording.chunks.slice(0, 4));
    const lines = playlistLines(channel);
    const cut = lines.indexOf("#EXT-X-DISCONTINUITY");
    expect(lines[cut + 1]).toBe(`#EXT-X-MAP:URI="takes/${second.takeId}/init.mp4"`);
    expect(lines.filter((line) => line === "#EXT-X-DISCONTINUITY")).toHaveLength(1);
    const times = datesOf(lines);
    expect([...times].sort((one, other) => one - other)).toEqual(times);
  });

  it("counts the discontinuities that left the playlist", () => {
    const numbers: number[] = [];
    for (let takes = 0; takes < 6; takes++) {
      sendAll(channel, startTake(channel), recording.chunks);
      const lines = playlistLines(channel);
      const tags = lines.filter((line) => line === "#EXT-X-DISCONTINUITY").length;
      numbers.push(Number(tagValue(lines, "#EXT-X-DISCONTINUITY-SEQUENCE")) + tags);
      expect(sequencesOf(lines).length).toBeLessThanOrEqual(8);
    }
    expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("is refused before it starts when its codec cannot be played", () => {
    expect(() => channel.startTake({ mimeType: "video/mp4;codecs=vp9,opus" })).toThrow("codec_not_supported");
    expect(() => channel.startTake({ mimeType: "video/webm;codecs=vp8" })).toThrow("codec_not_supported");
    expect(channel.startTake({ mimeType: 'video/mp4;codecs="avc1.42E01F, mp4a.40.2"' })).toHaveProperty("takeId");
  });

  it("never reuses a segment number, not even in a channel made anew after a restart", () => {
    sendAll(channel, startTake(channel), recording.chunks);
    const before = sequencesOf(playlistLines(channel)).at(-1) ?? 0;
    at += 5000;
    const reborn = new Channel({ showId: "s1", now: () => at });
    sendAll(reborn, startTake(reborn), recording.chunks);
    expect(sequencesOf(playlistLines(reborn))[0]).toBeGreaterThan(before);
  });
});

describe("a chunk", () => {
  it("sent twice is accepted once", () => {
    const take = startTake(channel);
    sendAll(channel, take, recording.chunks.slice(0, 3));
    const before = channel.playlists.live();
    const [first] = recording.chunks;
    expect(send(channel, take, 0, first ?? Buffer.alloc(0))).toEqual({ accepted: 0, expected: 3, repeated: true });
    expect(send(channel, take, 1, Buffer.from("other"))).toMatchObject({
      code: "chunk_repeated",
      detail: { expected: 3 },
    });
    expect(channel.playlists.live()).toBe(before);
  });

  it("after a missing one is refused with the number that is expected", () => {
    const take = startTake(channel);
    sendAll(channel, take, recording.chunks.slice(0, 2));
    expect(send(channel, take, 3, Buffer.from("later"))).toMatchObject({ code: "chunk_gap", detail: { expected: 2 } });
    expect(send(channel, take, 2, recording.chunks[2] ?? Buffer.alloc(0))).toMatchObject({ accepted: 2 });
  });

  it("of an older take, with a wrong key, of no take or after the end is refused by name", () => {
    const older = startTake(channel);
    const take = startTake(channel);
    const bytes = recording.chunks[0] ?? Buffer.alloc(0);
    expect(send(channel, older, 0, bytes)).toMatchObject({ code: "late_take" });
    expect(send(channel, { ...take, showKey: older.showKey }, 0, bytes)).toMatchObject({ code: "bad_show_key" });
    expect(send(channel, { ...take, showKey: "" }, 0, bytes)).toMatchObject({ code: "bad_show_key" });
    expect(send(channel, { ...take, takeId: "nowhere" }, 0, bytes)).toMatchObject({ code: "unknown_take" });
    expect(send(channel, take, 0, bytes)).toMatchObject({ accepted: 0 });
    channel.endShow();
    expect(send(channel, take, 1, bytes)).toMatchObject({ code: "show_ended" });
    expect(() => channel.startTake({})).toThrow("show_ended");
  });

  it("that breaks the stream ends its take and leaves what was published", () => {
    const take = startTake(channel);
    sendAll(channel, take, recording.chunks.slice(0, 3));
    const before = channel.playlists.live();
    expect(send(channel, take, 3, Buffer.alloc(4096, 0x61))).toMatchObject({ code: "not_fragmented_mp4" });
    expect(send(channel, take, 3, recording.chunks[3] ?? Buffer.alloc(0))).toMatchObject({
      code: "not_fragmented_mp4",
    });
    expect(channel.playlists.live()).toBe(before);
    const next = startTake(channel);
    sendAll(channel, next, recording.chunks);
    expect(channel.playlists.live()).not.toBe(before);
  });

  it("with a codec viewers cannot play is refused as that", () => {
    const take = startTake(channel);
    expect(vp9.chunks.map((bytes, n) => send(channel, take, n, bytes))[0]).toMatchObject({
      code: "codec_not_supported",
    });
    expect(channel.playlists.live()).toBeUndefined();
  });
});

describe("a show", () => {
  it("waits, is live, is interrupted after 1.6 s of silence, comes back, and ends with its playlist closed", () => {
    expect(channel.status(at)).toBe("waiting");
    sendAll(channel, startTake(channel), recording.chunks);
    expect(channel.status(at + 1600)).toBe("live");
    expect(channel.status(at + 1601)).toBe("interrupted");
    at += 4000;
    sendAll(channel, startTake(channel), recording.chunks);
    expect(channel.status(at)).toBe("live");
    channel.endShow();
    expect(channel.status(at)).toBe("ended");
    expect(playlistLines(channel).at(-1)).toBe("#EXT-X-ENDLIST");
  });

  it("tells figures that follow from the recording", () => {
    sendAll(channel, startTake(channel), recording.chunks);
    const figures = channel.figures(at);
    expect(figures).toMatchObject({ status: "live", takes: 1, lastPartAt: at, width: 640, height: 360 });
    expect(figures.codecs).toContain("opus");
    expect(figures.bitsPerSecond).toBeGreaterThan(50_000);
    expect(figures.keyframeSeconds).toBeGreaterThan(0.8);
    expect(figures.keyframeSeconds).toBeLessThan(1.3);
    const { parts } = new Packager().push(recording.whole);
    expect(figures.bytes).toBe(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
    expect(figures.parts).toBe(parts.length);
  });

  it("keeps thirty segments and drops the oldest", () => {
    for (let takes = 0; takes < 10; takes++) sendAll(channel, startTake(channel), recording.chunks);
    const newest = sequencesOf(playlistLines(channel)).at(-1) ?? 0;
    expect(channel.segment(newest - 29)).toBeDefined();
    expect(channel.segment(newest - 30)).toBeUndefined();
    expect(channel.segment(newest + 1)).toBeUndefined();
    expect(channel.figures(at).heldBytes).toBeLessThan(recording.whole.length * 8);
  });

  it("hands every published segment to a listener, for recording", () => {
    const heard: string[] = [];
    channel.listen({ segment: ({ sequence }, init) => heard.push(`${sequence} ${init.codecs.length}`) });
    sendAll(channel, startTake(channel), recording.chunks);
    expect(heard).toEqual(sequencesOf(playlistLines(channel)).map((sequence) => `${sequence} 2`));
  });
});

describe("a show of two hours", () => {
  it("keeps its dates within 100 ms of when things happened although the source's clock is fast, and its memory bounded", () => {
    const source = createSource({ bytesPerSecond: 4000 });
    const began = at;
    const channel = new Channel({ showId: "long", now: () => at });
    const take = startTake(channel);
    send(channel, take, 0, source.init);
    let worst = 0;
    let largest = 0;
    let last = 0;
    channel.listen({
      segment: ({ startedAt, mediaSeconds }) => {
        expect(startedAt).toBeGreaterThan(last);
        last = startedAt;
        const happenedAt = began + (mediaSeconds / 1.0005) * 1000;
        if (mediaSeconds > 5) worst = Math.max(worst, Math.abs(startedAt - happenedAt));
        expect(channel.streamTimeOf(take.takeId, mediaSeconds)).toBeCloseTo(startedAt, 3);
      },
    });
    for (let n = 1; n <= 36_000; n++) {
      at = began + ((n * 0.2) / 1.0005) * 1000 + (n % 7) * 10;
      send(channel, take, n, source.next());
      if (n % 600 === 0) largest = Math.max(largest, channel.figures(at).heldBytes);
    }
    expect(worst).toBeLessThan(100);
    expect(largest).toBeLessThan(40 * 16_000);
    const lines = playlistLines(channel);
    expect(Date.parse(tagValue(lines.toReversed(), "#EXT-X-PROGRAM-DATE-TIME") ?? "") - at).toBeGreaterThan(-3000);
  }, 60_000);
});

describe("the channels of a process", () => {
  it("tell each change of status once and forget an ended show after a while", async () => {
    const told: MediaStatus[] = [];
    const channels = new Channels({
      now: () => at,
      onStatus: ({ status }) => told.push(status),
      keepEndedSeconds: 60,
    });
    const opened = channels.open("s3");
    expect(channels.open("s3")).toBe(opened);
    expect(channels.find("elsewhere")).toBeUndefined();
    sendAll(opened, startTake(opened), recording.chunks);
    at += 3000;
    await expect.poll(() => told).toEqual(["live", "interrupted"]);
    sendAll(opened, startTake(opened), recording.chunks);
    await channels.end("s3");
    expect(told).toEqual(["live", "interrupted", "live", "ended"]);
    expect(channels.find("s3")?.playlists.live()).toBeDefined();
    at += 61_000;
    await expect.poll(() => channels.find("s3")).toBeUndefined();
    channels.close();
  });
});

function sequencesOf(lines: string[]): number[] {
  return lines.flatMap((line) => /^segments\/(\d+)\.m4s$/.exec(line)?.[1] ?? []).map(Number);
}

function datesOf(lines: string[]): number[] {
  return lines
    .flatMap((line) => /^#EXT-X-PROGRAM-DATE-TIME:(.+)$/.exec(line)?.[1] ?? [])
    .map((date) => Date.parse(date));
}

function tagValue(lines: string[], tag: string): string | undefined {
  return lines.find((line) => line.startsWith(`${tag}:`))?.slice(tag.length + 1);
}
