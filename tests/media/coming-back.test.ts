import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { describe, expect, it } from "vitest";
import { hasFfmpeg } from "./ffmpeg.ts";
import { openFilmStage } from "./film-stage.ts";

/** What browsers do with a picture whose page is hidden, and when it is seen again. */
const habits = {
  "goes on": { hide: "", show: "" },
  "pauses, and plays by itself": { hide: "video.pause();", show: "void video.play();" },
  "pauses, and leaves it so": { hide: "video.pause();", show: "" },
} as const;
type Habit = keyof typeof habits;
const all: Habit[] = ["goes on", "pauses, and plays by itself", "pauses, and leaves it so"];

const patient = { timeout: 60_000, interval: 50 };
const stage = openFilmStage();

describe.skipIf(!hasFfmpeg)(
  "a viewer who comes back (with a film made by ffmpeg, left out where it is not installed)",
  () => {
    it.each([
      [3000, false],
      [12_000, false],
      [12_000, true],
    ])(
      "after %i ms is live, whatever the browser did meanwhile (sound on: %s)",
      async (ms, hasSound) => {
        const pages = await Promise.all(all.map(() => open()));
        for (const page of pages) {
          await expectLive(page, "fast");
          if (hasSound) await page.evaluate("video.muted = false");
        }
        await Promise.all(pages.map((page, index) => hide(page, all[index])));
        await sleep(ms);
        const seats = !hasSound && ms > 10_000 ? 0 : pages.length;
        if (!hasSound) expect(stage.site.fastTier.viewers("s1")).toBe(seats);
        const took = await Promise.all(
          pages.map(async (page, index) => {
            await show(page, all[index]);
            const from = performance.now();
            await expectLive(page, "fast");
            return Math.round(performance.now() - from);
          }),
        );
        expect(await Promise.all(pages.map((page) => page.evaluate("video.muted")))).toEqual(
          pages.map(() => !hasSound),
        );
        if (process.env.SAY_TIMES) console.log(ms, hasSound, took);
      },
      180_000,
    );

    it("costs nothing while hidden in the slower tier, and is live again", async () => {
      const page = await open({ isFastBroken: true });
      await expectLive(page, "hls");
      await hide(page, "goes on");
      await sleep(9000);
      const before = stage.site.asked.length;
      await sleep(3000);
      expect(stage.site.asked.slice(before)).toEqual([]);
      expect(await page.evaluate("state.frozen")).toBe(true);
      await show(page, "goes on");
      await expectLive(page, "hls|fast");
    }, 120_000);

    it("to a page that was opened behind others sees the newest picture, and nothing was kept for them meanwhile", async () => {
      const page = await open({ isHidden: true });
      await expect.poll(() => stage.site.fastTier.viewers("s1"), patient).toBe(1);
      const session = await page.context().newCDPSession(page);
      const heap = async () => {
        await session.send("HeapProfiler.collectGarbage");
        const {
          usedSize,
          embedderHeapUsedSize = 0,
          backingStorageSize = 0,
        } = await session.send("Runtime.getHeapUsage");
        return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
      };
      await sleep(2000);
      const early = await heap();
      await expect.poll(() => stage.site.fastTier.viewers("s1"), patient).toBe(0);
      await sleep(6000);
      expect((await heap()) - early).toBeLessThan(20);
      await show(page, "goes on");
      await expectLive(page, "fast");
    }, 120_000);

    it("to their own pause finds it as they left it", async () => {
      const page = await open();
      await expectLive(page, "fast");
      await page.evaluate("player.togglePause()");
      await hide(page, "goes on");
      await sleep(1000);
      await show(page, "goes on");
      await sleep(1000);
      expect(await page.evaluate("[video.paused, state.paused]")).toEqual([true, true]);
    }, 60_000);
  },
);

async function open({ isFastBroken = false, isHidden = false } = {}): Promise<Page> {
  const page = await stage.browser.newPage();
  if (isFastBroken) await page.routeWebSocket(/\/fast$/, (line) => line.close({ code: 1011 }));
  if (isHidden) await page.addInitScript(openBehindOthers);
  await page.goto(`${stage.site.origin}/watch?show=s1`);
  return page;
}

/** Chromium opens a media source of a hidden page only once the page is seen. */
function openBehindOthers(): void {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  const { prototype } = MediaSource;
  const listen = prototype.addEventListener;
  const patched = function (this: MediaSource, type: string, hear: () => void) {
    const whenSeen = () => {
      if (document.hidden) document.addEventListener("visibilitychange", whenSeen, { once: true });
      else hear();
    };
    listen.call(this, type, type === "sourceopen" ? whenSeen : hear);
  };
  Object.assign(prototype, { addEventListener: patched });
}

async function hide(page: Page, habit: Habit = "goes on"): Promise<void> {
  await page.evaluate(`${habits[habit].hide} ${setHidden(true)}`);
}

async function show(page: Page, habit: Habit = "goes on"): Promise<void> {
  await page.evaluate(`${habits[habit].show} ${setHidden(false)}`);
}

function setHidden(isHidden: boolean): string {
  return `Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));`;
}

async function expectLive(page: Page, tier: string): Promise<void> {
  const look = `globalThis.state && { ...state, behind: behind() }`;
  const live = { playing: true, frozen: false, tier: expect.stringMatching(tier), behind: expect.toSatisfy(isNear) };
  await expect.poll(() => page.evaluate(look), patient).toMatchObject(live);
}

function isNear(behind: unknown): boolean {
  return typeof behind === "number" && behind < 20;
}
