import { describe, expect, it } from "vitest";
import { createSoundLine, type Samples } from "#components/media/broadcast/sound-line.ts";

const packet = 1024;
const silence = new Float32Array(2 * packet);

/** Sound that a card makes at its own pace and hands over with some jitter. */
function listen({
  minutes,
  pace,
  isSilent = () => false,
}: {
  minutes: number;
  pace: number;
  isSilent?: (ms: number) => boolean;
}) {
  let at = 0;
  let samples = 0;
  let made = 0;
  const line = createSoundLine({
    now: () => at,
    onSound: (sound: Samples, from) => {
      if (Math.abs(from - (samples / 48_000) * 1e6) > 100) throw new Error("The line has a hole.");
      samples += sound.length / 2;
    },
  });
  const differences: number[] = [];
  for (let ms = 0; ms < minutes * 60_000; ms += 10) {
    at = ms;
    while ((made * packet) / 48 / pace + 20 + ((made * 7919) % 30) <= ms) {
      if (!isSilent(ms)) line.add({ samples: silence, first: made * packet });
      made += 1;
    }
    if (ms % 100 === 0) line.tick();
    differences.push(line.clock() / 1000 - (samples * 1000) / 48_000);
  }
  return { samples, differences };
}

describe("the line of sound", () => {
  it.each([
    ["right", 1],
    ["a two-thousandth fast", 1.0005],
    ["a two-thousandth slow", 0.9995],
  ])("stays with the pictures for two hours beside a card whose clock is %s", (_what, pace) => {
    const { differences } = listen({ minutes: 120, pace });
    const late = differences.slice(6000);
    expect(Math.max(...sampled(late))).toBeLessThan(130);
    expect(Math.min(...sampled(late))).toBeGreaterThan(-130);
  });

  it("is silence while no microphone gives anything, and goes on from there when one does", () => {
    const { samples, differences } = listen({ minutes: 1, pace: 1, isSilent: (ms) => ms > 10_000 && ms < 40_000 });
    expect(samples / 48_000).toBeGreaterThan(59);
    expect(samples / 48_000).toBeLessThan(60.2);
    expect(Math.max(...differences)).toBeLessThan(520);
  });

  it("loses nothing and puts nothing in between where a busy worker hears of it half a second late", () => {
    const { line, heard, wait } = card();
    for (let n = 0; n < 40; n++) {
      wait();
      line.add(packetOf(n));
    }
    for (let n = 0; n < 25; n++) wait();
    line.tick();
    for (let n = 40; n < 65; n++) line.add(packetOf(n));
    expect(heard).toEqual(Array.from({ length: 65 * packet }, (_, n) => Math.floor(n / packet) + 1));
  });

  it("fills exactly what the card's own count says is missing", () => {
    const { line, heard, wait } = card();
    for (const n of [0, 1, 2, 5, 6]) {
      while (wait() < n * packet) line.tick();
      line.add(packetOf(n));
    }
    expect(heard.length).toBe(7 * packet);
    expect(heard.slice(3 * packet, 5 * packet).every((sample) => sample === 0)).toBe(true);
    expect(heard[5 * packet]).toBe(6);
  });

  it("leaps over a sleep of the machine instead of filling it with silence", () => {
    let at = 0;
    const times: number[] = [];
    const line = createSoundLine({ now: () => at, onSound: (_samples, from) => times.push(from / 1000) });
    line.add({ samples: new Float32Array(2 * packet), first: 0 });
    at = 600_000;
    line.tick();
    line.add({ samples: new Float32Array(2 * packet), first: packet });
    expect(times.length).toBeLessThanOrEqual(3);
    expect(times[1]).toBeGreaterThan(599_000);
  });
});

/** A card whose n-th packet is all n + 1, and the clock that goes on by a packet's time. */
function card() {
  let at = 0;
  const heard: number[] = [];
  const line = createSoundLine({
    now: () => at,
    onSound: (samples) => heard.push(...samples.subarray(0, samples.length / 2)),
  });
  const wait = () => {
    at += (packet * 1000) / 48_000;
    return (at * 48_000) / 1000;
  };
  return { line, heard, wait };
}

function packetOf(n: number) {
  return { samples: new Float32Array(2 * packet).fill(n + 1), first: n * packet };
}

function sampled(values: number[]): number[] {
  return values.filter((_, index) => index % 50 === 0);
}
