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
      if (!isSilent(ms)) line.add(silence);
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

  it("leaps over a sleep of the machine instead of filling it with silence", () => {
    let at = 0;
    const times: number[] = [];
    const line = createSoundLine({ now: () => at, onSound: (_samples, from) => times.push(from / 1000) });
    line.add(new Float32Array(2 * packet));
    at = 600_000;
    line.tick();
    line.add(new Float32Array(2 * packet));
    expect(times.length).toBe(2);
    expect(times[1]).toBeGreaterThan(599_000);
  });
});

function sampled(values: number[]): number[] {
  return values.filter((_, index) => index % 50 === 0);
}
