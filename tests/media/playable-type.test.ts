import { describe, expect, it } from "vitest";
import { playableType } from "#components/media/player/media-source.ts";

const video = "avc1.42E01F";
/** What each browser says, as their makers' and players' bug trackers have it. */
const browsers = {
  Chrome: ["opus", "mp4a.40.2"],
  Firefox: ["opus", "Opus", "mp4a.40.2"],
  "Safari 16": ["mp4a.40.2"],
  "Safari 17": ["Opus", "mp4a.40.2"],
  "an iPhone": ["Opus", "mp4a.40.2"],
};

describe("sound in the fast tier", () => {
  it.each([
    ["Chrome", "opus"],
    ["Firefox", "opus"],
    ["Safari 17", "Opus"],
    ["an iPhone", "Opus"],
  ] as const)("of %s is asked for as it calls it: %s", (browser, spelling) => {
    for (const sent of ["opus", "Opus"]) {
      const playable = playableType(typeWith(sent), like(browser));
      expect(playable && like(browser).isTypeSupported(playable)).toBe(true);
    }
    expect(playableType(typeWith("opus"), like(browser))).toBe(typeWith(spelling));
  });

  it("is left to HLS where the browser has no Opus at all, and only while it is Opus", () => {
    expect(playableType(typeWith("opus"), like("Safari 16"))).toBeUndefined();
    expect(playableType(typeWith("mp4a.40.2"), like("Safari 16"))).toBe(typeWith("mp4a.40.2"));
  });
});

function typeWith(sound: string): string {
  return `video/mp4; codecs="${video},${sound}"`;
}

function like(browser: keyof typeof browsers) {
  const known = new Set([video, ...browsers[browser]]);
  return {
    isTypeSupported: (mimeType: string) =>
      /codecs="(.+)"/
        .exec(mimeType)?.[1]
        ?.split(",")
        .every((each) => known.has(each)) ?? false,
  };
}
