import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Packager, type Pushed } from "#lib/media/mp4/packager.ts";
import { complaintsAbout, hasFfmpeg, makeRecording, probe, type Recipe, recipeNames } from "./ffmpeg.ts";

let folder: string;
const packaged = new Map<Recipe, { whole: Buffer; pushed: Pushed }>();

describe.skipIf(!hasFfmpeg)("a source made by ffmpeg (left out where ffmpeg is not installed)", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "launchroom-sources-"));
    for (const name of recipeNames) {
      const whole = await makeRecording(name);
      packaged.set(name, { whole, pushed: new Packager().push(whole) });
    }
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(recipeNames)("%s comes out with every sample, and decodes without a complaint", async (name) => {
    const { whole, pushed } = packagedAs(name);
    expect(pushed.broken).toBeUndefined();
    const [source, ours] = [await store(`${name}-source`, whole), await store(name, joined(pushed))];
    const [before, after] = [await probe(source), await probe(ours)];
    expect(after.map(({ kind }) => kind)).toEqual(before.map(({ kind }) => kind));
    for (const [index, { kind, packets, seconds }] of before.entries()) {
      // The run-up of the encoder, which an edit list cuts off, is left out for good.
      const runUp = name === "editLists" && kind === "audio" ? 1 : 0;
      expect(after[index]?.packets).toBe(packets - runUp);
      expect(after[index]?.seconds).toBeCloseTo(seconds, 1);
    }
    expect(await complaintsAbout(ours)).toBe("");
  });

  it.each([
    ["shortFragments", /^(K\.{4})+$/],
    ["oddCuts", /^(K\.{0,2})+$/],
    ["encoder", /^K+$/],
    ["soundAlone", /^K+$/],
  ] as const)("%s has its key frames at the beginning of parts", (name, shape) => {
    const { parts } = packagedAs(name).pushed;
    expect(parts.map(({ key }) => (key ? "K" : ".")).join("")).toMatch(shape);
    const starts = parts.filter(({ key }) => key).map(({ startSeconds }) => startSeconds);
    const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    if (name !== "soundAlone") for (const gap of gaps) expect(Math.abs(gap - Math.round(gap))).toBeLessThan(0.03);
  });

  it.each(recipeNames)("%s has parts that follow one another without a hole", (name) => {
    const { parts } = packagedAs(name).pushed;
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1];
      if (next) expect(part.startSeconds + part.durationSeconds).toBeCloseTo(next.startSeconds, 6);
    }
  });

  it("is named by its codecs as players know them", () => {
    const codecs = Object.fromEntries(recipeNames.map((name) => [name, packagedAs(name).pushed.init?.codecs]));
    expect(codecs.av1?.[0]).toMatch(/^av01\.0\.\d\dM\.08$/);
    expect(codecs.encoder?.[0]).toMatch(/^avc1\.[0-9a-f]{6}$/);
    expect(codecs.encoder?.[1]).toBe("mp4a.40.2");
    expect(codecs.soundAlone).toEqual(["mp4a.40.2"]);
    expect(codecs.pictureAlone).toHaveLength(1);
  });
});

function packagedAs(name: Recipe) {
  const found = packaged.get(name);
  if (!found) throw new Error(`${name} was not packaged.`);
  return found;
}

function joined({ init, parts }: Pushed): Buffer {
  return Buffer.concat([init?.bytes ?? Buffer.alloc(0), ...parts.map(({ bytes }) => bytes)]);
}

async function store(name: string, bytes: Buffer): Promise<string> {
  const file = join(folder, `${name}.mp4`);
  await writeFile(file, bytes);
  return file;
}
