import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import { hasFfmpeg } from "./ffmpeg.ts";
import { openFilmStage } from "./film-stage.ts";

const patient = { timeout: 60_000, interval: 100 };
const stage = openFilmStage();

describe.skipIf(!hasFfmpeg)(
  "a browser that cannot play it (a film made by ffmpeg, left out where it is not installed)",
  () => {
    it("for the sound sees the pictures alone, and says so", async () => {
      const page = await open(withoutCodec, "mp4a");
      await expect
        .poll(() => stateOf(page), patient)
        .toMatchObject({
          ...{ tier: "hls", playing: true, isSoundless: true, cannotPlay: null },
        });
    }, 90_000);

    it("for the pictures ends in words within its ways, asks for no more of it, and plays when it can", async () => {
      const page = await open(withoutCodec, "avc1");
      await expect.poll(() => stateOf(page), patient).toMatchObject({ cannotPlay: "codec", playing: false });
      const before = stage.site.asked.length;
      await page.waitForTimeout(3000);
      expect(stage.site.asked.slice(before)).toEqual([]);
      expect(await stateOf(page)).toMatchObject({ cannotPlay: "codec", playing: false });
      await page.evaluate("restore(); player.goLive()");
      await expect.poll(() => stateOf(page), patient).toMatchObject({ cannotPlay: null, playing: true });
    }, 120_000);

    it("without a tap shows the button whatever is loaded, and one tap plays", async () => {
      for (const isFastBroken of [false, true]) {
        const page = await open(withRefusedPlay, undefined, isFastBroken);
        await expect.poll(() => stateOf(page), patient).toMatchObject({ needsTap: true });
        await page.evaluate("delete HTMLMediaElement.prototype.isRefusing; player.togglePause()");
        await expect.poll(() => stateOf(page), patient).toMatchObject({ needsTap: false, playing: true });
      }
    }, 120_000);
  },
);

describe.skipIf(!hasFfmpeg)("a thin line", () => {
  it("begins with one picture a second and its sound", async () => {
    const page = await open(withThinLine, undefined, true);
    await expect.poll(() => stateOf(page), patient).toMatchObject({ tier: "hls", playing: true });
    expect(stage.site.asked.some((address) => address.includes("/thin/"))).toBe(true);
  }, 90_000);
});

async function open(prepare: (codec: string) => void, codec = "", isFastBroken = false): Promise<Page> {
  const page = await stage.browser.newPage();
  if (isFastBroken) await page.routeWebSocket(/\/fast$/, (line) => line.close({ code: 1011 }));
  await page.addInitScript(prepare, codec);
  await page.goto(`${stage.site.origin}/watch?show=s1`);
  return page;
}

function stateOf(page: Page): Promise<unknown> {
  return page.evaluate("globalThis.state");
}

/** A browser whose Media Source does not know one codec, and which plays no lists itself. */
function withoutCodec(codec: string): void {
  const { isTypeSupported } = MediaSource;
  MediaSource.isTypeSupported = (type) => !type.includes(codec) && isTypeSupported.call(MediaSource, type);
  HTMLMediaElement.prototype.canPlayType = () => "";
  const { prototype } = MediaSource;
  const { addSourceBuffer } = prototype;
  prototype.addSourceBuffer = function (type) {
    if (!MediaSource.isTypeSupported(type)) throw new DOMException("not known", "NotSupportedError");
    return addSourceBuffer.call(this, type);
  };
  Object.assign(globalThis, { restore: () => Object.assign(MediaSource, { isTypeSupported }) });
}

function withRefusedPlay(): void {
  const { prototype } = HTMLMediaElement;
  const play = prototype.play;
  Object.defineProperty(prototype, "isRefusing", { value: true, configurable: true });
  prototype.play = function () {
    const isRefusing = Reflect.get(prototype, "isRefusing") === true;
    return isRefusing ? Promise.reject(new DOMException("a tap first", "NotAllowedError")) : play.call(this);
  };
}

function withThinLine(): void {
  Object.defineProperty(navigator, "connection", { value: { downlink: 0.4, saveData: false } });
}
