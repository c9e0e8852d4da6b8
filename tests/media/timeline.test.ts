import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BrokenStream } from "#lib/media/mp4/box-reader.ts";
import type { Fragment, Sample, TrackRun } from "#lib/media/mp4/fragment.ts";
import { splitAtKeyframes } from "#lib/media/mp4/split-fragment.ts";
import { type Placed, Timeline } from "#lib/media/mp4/timeline.ts";

const timescales = { video: 90_000, audio: 48_000 } as const;

describe("the timestamps of a take", () => {
  it("leave no hole and no overlap, whatever a source rounds, drops or guesses, and never drift from its clocks", () => {
    const errors = fc.array(fc.tuple(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -900, max: 900 })), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(errors, (given) => {
        const timeline = new Timeline({ hasVideo: true });
        const ends = { video: 0, audio: 0 };
        for (const [index, [videoError, audioError]] of given.entries()) {
          const first = index === 0;
          const video = run("video", index * 18_000 + (first ? 0 : videoError), 6, 3000);
          const audio = run("audio", index * 9600 + (first ? 0 : audioError), 10, 960);
          const placed = timeline.place({ video, audio });
          for (const kind of ["video", "audio"] as const) {
            const part = placed?.[kind];
            if (!part) continue;
            expect(part.start).toBe(ends[kind]);
            expect(part.samples.every(({ duration }) => duration >= 1)).toBe(true);
            ends[kind] = part.start + ticksOf(part);
          }
          expect(Math.abs(ends.video - (index + 1) * 18_000)).toBeLessThanOrEqual(4000);
          expect(Math.abs(ends.audio - (index + 1) * 9600)).toBeLessThanOrEqual(960);
        }
      }),
    );
  });

  it("leave packets of sound whole when a source's clock rounds, and follow it all the same when it drifts", () => {
    const timeline = new Timeline({ hasVideo: false });
    const place = (start: number) => timeline.place({ audio: run("audio", start, 10, 960) })?.audio;
    const rounded = [0, -1, 1, -1, 0, 48, -48].map((error, index) => place(index * 9600 + error));
    expect(rounded.map((part) => part?.start)).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => index * 9600));
    expect(new Set(rounded.flatMap((part) => part?.samples.map(({ duration }) => duration)))).toEqual(new Set([960]));
    const slower = Array.from({ length: 100 }, (_, index) => place((7 + index) * 9600 + index * 4));
    const last = slower.at(-1);
    expect(Math.abs((last?.start ?? 0) - (106 * 9600 + 99 * 4))).toBeLessThanOrEqual(48);
  });

  it("stretch the first picture over a hole of less than a second", () => {
    const timeline = new Timeline({ hasVideo: true });
    timeline.place({ video: run("video", 0, 6, 3000) });
    const placed = timeline.place({ video: run("video", 18_000 + 45_000, 6, 3000) });
    expect(placed).toMatchObject({ jump: false, video: { start: 18_000 } });
    expect(placed?.video?.samples[0]?.duration).toBe(48_000);
  });

  it("leap with the source's clock when it leaps by more, sound and pictures together", () => {
    const timeline = new Timeline({ hasVideo: true });
    timeline.place({ video: run("video", 0, 6, 3000), audio: run("audio", 0, 10, 960) });
    const placed = timeline.place({ video: run("video", 900_000, 6, 3000), audio: run("audio", 480_000, 10, 960) });
    expect(placed).toMatchObject({ jump: true, video: { start: 900_000 }, audio: { start: 480_000 } });
  });

  it("bridge sound that went missing while pictures came on", () => {
    const timeline = new Timeline({ hasVideo: true });
    for (let index = 0; index < 20; index++) {
      const audio = index > 2 && index < 17 ? undefined : run("audio", index * 9600, 10, 960);
      const placed = timeline.place({ video: run("video", index * 18_000, 6, 3000), audio });
      if (index === 17) expect(placed?.audio).toMatchObject({ start: 3 * 9600 });
      expect(placed?.jump).toBe(false);
    }
  });

  it("end the take when they run backwards by more than half a second", () => {
    const timeline = new Timeline({ hasVideo: true });
    timeline.place({ video: run("video", 900_000, 6, 3000) });
    expect(() => timeline.place({ video: run("video", 850_000, 6, 3000) })).toThrow(BrokenStream);
  });

  it("leave out sound that was sent before", () => {
    const timeline = new Timeline({ hasVideo: false });
    timeline.place({ audio: run("audio", 0, 10, 960) });
    expect(timeline.place({ audio: run("audio", 4800, 5, 960) })).toBeUndefined();
    expect(timeline.place({ audio: run("audio", 4800, 10, 960) })?.audio?.samples).toHaveLength(5);
  });
});

describe("a fragment with key frames inside", () => {
  it("is cut before them, keeps every sample once, and sound goes with the pictures of its time", () => {
    const keys = fc.array(fc.boolean(), { minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(keys, fc.nat(200), (keyframes, audioPackets) => {
        const video = run("video", 9000, keyframes.length, 3000);
        for (const [index, key] of keyframes.entries()) sampleAt(video, index).key = key;
        const audio = audioPackets > 0 ? run("audio", 4800, audioPackets, 960) : undefined;
        const pieces = splitAtKeyframes({ video, audio, jump: true });
        expect(pieces.flatMap((piece) => piece.video?.samples ?? [])).toEqual(video.samples);
        expect(pieces.flatMap((piece) => piece.audio?.samples ?? [])).toEqual(audio?.samples ?? []);
        expect(pieces.map(({ jump }) => jump)).toEqual(pieces.map((_, index) => index === 0));
        expectContinuous(pieces, "video");
        expectContinuous(pieces, "audio");
        for (const piece of pieces.slice(1)) expect(piece.video?.samples[0]?.key).toBe(true);
      }),
    );
  });

  it("stays whole while every picture is one, up to three quarters of a second", () => {
    const video = run("video", 0, 30, 3000);
    for (const sample of video.samples) sample.key = true;
    const pieces = splitAtKeyframes({ video, jump: false });
    expect(pieces.map((piece) => piece.video?.samples.length)).toEqual([23, 7]);
  });
});

function run(kind: "video" | "audio", start: number, count: number, duration: number): TrackRun {
  const samples = Array.from({ length: count }, (_, index) => {
    const data = Buffer.from(`${kind} ${start + index * duration}`);
    return { data, at: 0, size: data.length, duration, offset: 0, key: kind === "audio" || index === 0 };
  });
  return { timescale: timescales[kind], start, samples };
}

function sampleAt({ samples }: TrackRun, index: number): Sample {
  const sample = samples[index];
  if (!sample) throw new Error("There is no such sample.");
  return sample;
}

function ticksOf({ samples }: TrackRun): number {
  return samples.reduce((sum, { duration }) => sum + duration, 0);
}

function expectContinuous(pieces: (Fragment | Placed)[], kind: "video" | "audio"): void {
  const runs = pieces.flatMap((piece) => piece[kind] ?? []);
  for (const [index, piece] of runs.entries()) {
    const next = runs[index + 1];
    if (next) expect(piece.start + ticksOf(piece)).toBe(next.start);
  }
}
