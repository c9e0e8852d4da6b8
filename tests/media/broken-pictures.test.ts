import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import { hasFfmpeg } from "./ffmpeg.ts";
import { openFilmStage } from "./film-stage.ts";

const patient = { timeout: 60_000, interval: 50 };
const stage = openFilmStage();

describe.skipIf(!hasFfmpeg)(
  "pictures that no decoder takes (of a film by ffmpeg, left out where it is not installed)",
  () => {
    it("in one segment: it plays again by itself", async () => {
      let left = 0;
      const page = await open("hls", () => left-- > 0);
      await expectPlaying(page);
      left = 2;
      await expect.poll(() => left, patient).toBeLessThanOrEqual(0);
      expect(await settle(page)).toBe("plays");
    }, 90_000);

    it("in parts of the fast tier: it plays again by itself", async () => {
      let left = 0;
      const page = await open("fast", () => left-- > 0);
      await expectPlaying(page);
      left = 5;
      await expect.poll(() => left, patient).toBeLessThanOrEqual(0);
      expect(await settle(page)).toBe("plays");
    }, 90_000);

    it("in all that comes: it ends in words", async () => {
      let isBroken = false;
      const page = await open("hls", () => isBroken);
      await expectPlaying(page);
      isBroken = true;
      await expect
        .poll(() => page.evaluate("Boolean(state.frozen || video.error || state.cannotPlay)"), patient)
        .toBe(true);
      expect(await settle(page)).toBe("words");
    }, 90_000);
  },
);

/** A player whose video goes through here on its way: what `isBad` says of each piece, it is. */
async function open(tier: "hls" | "fast", isBad: () => boolean): Promise<Page> {
  const page = await stage.browser.newPage();
  await page.addInitScript(() => {
    HTMLMediaElement.prototype.canPlayType = () => "";
  });
  await page.routeWebSocket(/\/fast$/, (line) => {
    if (tier === "hls") return void line.close({ code: 1011 });
    line.connectToServer().onMessage((message) => {
      line.send(typeof message !== "string" && isBad() ? spoil(message) : message);
    });
  });
  await page.route(/\.m4s$/, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: response.ok() && isBad() ? spoil(body) : body });
  });
  await page.goto(`${stage.site.origin}/watch?show=s1`);
  return page;
}

async function expectPlaying(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate("globalThis.state"), patient).toMatchObject({ playing: true, frozen: false });
}

/** What it comes to: it moves for a second, or it says why not. Alone on a machine it takes less than five seconds. */
async function settle(page: Page): Promise<unknown> {
  const outcome = async () => {
    if ((await page.evaluate("state.cannotPlay")) !== null) return "words";
    const before = Number(await page.evaluate("video.currentTime"));
    await page.waitForTimeout(1000);
    const hasMoved = Number(await page.evaluate("video.currentTime")) > before + 0.5;
    return hasMoved && (await page.evaluate("state.playing && !state.frozen")) ? "plays" : "neither";
  };
  await expect.poll(outcome, patient).not.toBe("neither");
  return outcome();
}

/** The same piece with nonsense in its pictures, in the frame of the format. */
function spoil(piece: Buffer): Buffer {
  const spoilt = Buffer.from(piece);
  for (let found = spoilt.indexOf("mdat"); found >= 0; found = spoilt.indexOf("mdat", found + 4)) {
    const end = Math.min(spoilt.length, found - 4 + spoilt.readUInt32BE(found - 4));
    let at = found + 4;
    while (at + 5 < end) {
      const length = spoilt.readUInt32BE(at);
      if (length === 0 || at + 4 + length > end) break;
      spoilt.fill(0xff, at + 5, at + 4 + length);
      at += 4 + length;
    }
  }
  return spoilt;
}
