import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasFfmpeg } from "./ffmpeg.ts";
import { type Firefox, firefoxPath, launchFirefox } from "./firefox.ts";
import { paceFilm } from "./pace-film.ts";
import { openWatchingSite, type WatchingSite } from "./watching-site.ts";

const patient = { timeout: 90_000, interval: 200 };
let site: WatchingSite;
let firefox: Firefox;
let stop: (() => void) | undefined;

beforeAll(async () => {
  if (!hasFfmpeg || !firefoxPath) return;
  site = await openWatchingSite();
  stop = await paceFilm(site.channels.open("s1"), "shortFragments", 60);
  firefox = await launchFirefox(firefoxPath);
}, 120_000);

afterAll(async () => {
  stop?.();
  await firefox?.close();
  site?.close();
});

describe.skipIf(!hasFfmpeg || !firefoxPath)("Firefox (left out where it or ffmpeg is not installed)", () => {
  it("plays the fast tier, says where it is, and goes on in the slower one", async () => {
    await firefox.goto(`${site.origin}/watch?show=s1`);
    await expect.poll(stateOf, patient).toMatchObject({ tier: "fast", playing: true, frozen: false });
    expect(await firefox.evaluate("behind()")).toBeLessThan(10);
    site.fastTier.close();
    await expect.poll(stateOf, patient).toMatchObject({ tier: "hls", playing: true, frozen: false });
    expect(await firefox.evaluate("[video.videoWidth, video.videoHeight]")).toEqual([320, 180]);
  }, 200_000);

  it("plays the sound alone", async () => {
    await firefox.goto(`${site.origin}/watch?show=s1&sound`);
    await expect.poll(stateOf, patient).toMatchObject({ tier: "audio", playing: true });
    expect(await firefox.evaluate("[video.videoWidth, video.currentTime > 0]")).toEqual([0, true]);
  }, 120_000);
});

function stateOf(): Promise<unknown> {
  return firefox.evaluate("globalThis.state ?? null");
}
