import { afterEach, describe, expect, it, vi } from "vitest";
import { playableType } from "#components/media/player/media-source.ts";
import { mendMedia } from "#components/media/player/mend-media.ts";
import { looksThin } from "#components/media/player/thin-line.ts";
import { playsSoundItself, waysOf } from "#components/media/player/ways.ts";

const h264 = "avc1.42E01F";

/**
 * What the browsers of people answer, as their makers' and players' bug trackers have it: Media Source, the managed one,
 * Apple's lists, and the codecs by their spelling.
 */
const browsers = {
  Chrome: { mse: true, mms: false, list: "", codecs: ["opus", "mp4a.40.2", h264, "av01.0.04M.08"] },
  "Chrome that plays lists": { mse: true, mms: false, list: "maybe", codecs: ["opus", "mp4a.40.2", h264] },
  "Chromium without H.264": { mse: true, mms: false, list: "", codecs: ["opus", "av01.0.04M.08"] },
  Firefox: { mse: true, mms: false, list: "", codecs: ["opus", "Opus", "mp4a.40.2", h264] },
  "WeChat on Android": { mse: true, mms: false, list: "maybe", codecs: ["opus", "mp4a.40.2", h264] },
  "Safari 16": { mse: true, mms: false, list: "maybe", codecs: ["mp4a.40.2", h264] },
  "Safari 18": { mse: true, mms: true, list: "maybe", codecs: ["Opus", "mp4a.40.2", h264] },
  "an iPad of iOS 17": { mse: true, mms: true, list: "maybe", codecs: ["Opus", "mp4a.40.2", h264] },
  "an iPhone of iOS 16": { mse: false, mms: false, list: "maybe", codecs: [] },
  "an iPhone of iOS 17.1": { mse: false, mms: true, list: "maybe", codecs: ["Opus", "mp4a.40.2", h264] },
} as const;
type Browser = keyof typeof browsers;

const opus = `video/mp4; codecs="${h264}, opus"`;
const aac = `video/mp4; codecs="${h264}, mp4a.40.2"`;
const av1 = 'video/mp4; codecs="av01.0.04M.08, opus"';

afterEach(() => vi.unstubAllGlobals());

describe("what a viewer's browser is given", () => {
  it.each<[Browser, string[], boolean]>([
    ["Chrome", ["mse", "picture"], false],
    ["Chrome that plays lists", ["mse", "native", "picture"], false],
    ["Firefox", ["mse", "picture"], false],
    ["WeChat on Android", ["mse", "native", "picture"], false],
    ["Safari 16", ["mse", "native", "picture"], false],
    ["Safari 18", ["mse", "native", "picture"], true],
    ["an iPad of iOS 17", ["mse", "native", "picture"], true],
    ["an iPhone of iOS 16", ["native"], false],
    ["an iPhone of iOS 17.1", ["mse", "native", "picture"], true],
  ])("%s plays by %j, and the sound alone by itself: %s", (browser, ways, playsItself) => {
    const ask = pretend(browser);
    expect(waysOf(ask)).toEqual(ways);
    expect(playsSoundItself(ask)).toBe(playsItself);
  });

  it.each<[Browser, { opus: boolean; aac: boolean; av1: boolean }]>([
    ["Chrome", { opus: true, aac: true, av1: true }],
    ["Chromium without H.264", { opus: false, aac: false, av1: true }],
    ["Firefox", { opus: true, aac: true, av1: false }],
    ["Safari 16", { opus: false, aac: true, av1: false }],
    ["Safari 18", { opus: true, aac: true, av1: false }],
    ["an iPhone of iOS 17.1", { opus: true, aac: true, av1: false }],
  ])("%s gets the fast tier of what it says to play: %j", (browser, plays) => {
    const known: readonly string[] = browsers[browser].codecs;
    const kind = { isTypeSupported: (type: string) => codecsOf(type).every((codec) => known.includes(codec)) };
    for (const [name, type] of Object.entries({ opus, aac, av1 })) {
      expect([name, playableType(type, kind) !== undefined]).toEqual([name, Reflect.get(plays, name)]);
    }
  });
});

describe("a decoder that fails", () => {
  it("is tried twice more, then built anew, then given up, and forgiven after half a minute", () => {
    const does = (errors: number[], at: number) => mendMedia(errors, { at, isFinal: false });
    let errors: number[] = [];
    const done = [1000, 2000, 3000, 4000].map((at) => {
      const mended = does(errors, at);
      errors = mended.errors;
      return mended.does;
    });
    expect(done).toEqual(["recover", "recover", "rebuild", "giveUp"]);
    expect(does(errors, 34_000).does).toBe("recover");
  });

  it("is given up at once where the browser does not know the codec", () => {
    expect(mendMedia([], { at: 0, isFinal: true }).does).toBe("giveUp");
  });
});

it("a line is thin where the browser says so, and unknown where it says nothing", () => {
  expect([{ downlink: 0.4 }, { downlink: 10, saveData: true }].map(looksThin)).toEqual([true, true]);
  expect([{ downlink: 10 }, {}, undefined, null].map((line) => looksThin(line ?? null))).toEqual([
    ...[false, false, false, false],
  ]);
});

function codecsOf(type: string): string[] {
  return (/codecs="(.+)"/.exec(type)?.[1] ?? "").split(",").map((codec) => codec.trim());
}

/** Returns what its video element answers. */
function pretend(name: Browser): (type: string) => string {
  const { mse, mms, list } = browsers[name];
  const kind = Object.assign(class {}, { isTypeSupported: () => true });
  vi.stubGlobal("MediaSource", mse ? kind : undefined);
  vi.stubGlobal("ManagedMediaSource", mms ? kind : undefined);
  return () => list;
}
