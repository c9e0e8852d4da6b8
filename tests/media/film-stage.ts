import type { Browser } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchWithFakeCamera } from "./browser.ts";
import { hasFfmpeg } from "./ffmpeg.ts";
import { paceFilm } from "./pace-film.ts";
import { openWatchingSite, type WatchingSite } from "./watching-site.ts";

const patient = { timeout: 60_000, interval: 50 };

/** There from the first test of the file on, where ffmpeg is. */
export type FilmStage = { site: WatchingSite; browser: Browser };

/** A film that goes out as the show `s1` at its own pace, and a browser to watch it in, for every test of a file. */
export function openFilmStage(): FilmStage {
  const stage: Partial<FilmStage> = {};
  let stop: (() => void) | undefined;

  beforeAll(async () => {
    if (!hasFfmpeg) return;
    stage.site = await openWatchingSite();
    stop = await paceFilm(stage.site.channels.open("s1"), "shortFragments", 60);
    stage.browser = await launchWithFakeCamera();
  }, 120_000);

  afterAll(async () => {
    stop?.();
    await stage.browser?.close();
    stage.site?.close();
  });

  afterEach(async () => {
    const { site, browser } = stage;
    await Promise.all(browser?.contexts().map((each) => each.close()) ?? []);
    // Who left counts for nobody after them.
    if (site) await expect.poll(() => site.fastTier.viewers("s1"), patient).toBe(0);
  });

  return {
    get site() {
      return there(stage.site);
    },
    get browser() {
      return there(stage.browser);
    },
  };
}

function there<Thing>(thing: Thing | undefined): Thing {
  if (!thing) throw new Error("asked for before the first test, or without ffmpeg");
  return thing;
}
