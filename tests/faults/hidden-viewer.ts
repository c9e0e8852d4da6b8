import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { nothing, type Scenario, skip } from "#tests/faults/scenario.ts";
import { launchWithFakeCamera } from "#tests/media/browser.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { paceFilm } from "#tests/media/pace-film.ts";
import { openWatchingSite } from "#tests/media/watching-site.ts";
import { until } from "#tests/sources/desk.ts";

const looks = { short: { count: 4, everyMs: 5000 }, full: { count: 40, everyMs: 30_000 } };
const maxGrownMb = 20;

type Viewer = { name: string; page: Page; heap: () => Promise<number> };

/** Pages that nobody looks at for twenty minutes: one is silent, one is listened to, one hides in the slower tier. */
export const hiddenViewer: Scenario = {
  name: "hidden-viewer",
  promise: "a page that is hidden for twenty minutes grows by no more than 20 MB, and is live when it is seen again",
  run: async ({ size, say }) => {
    if (!hasFfmpeg) return skip("ffmpeg is not installed");
    const site = await openWatchingSite();
    const stop = await paceFilm(site.channels.open("s1"), "shortFragments", 60);
    const browser = await launchWithFakeCamera();
    try {
      const open = async (name: string, isFastBroken = false): Promise<Viewer> => {
        const page = await browser.newPage();
        if (isFastBroken) await page.routeWebSocket(/\/fast$/, (line) => line.close({ code: 1011 }));
        await page.goto(`${site.origin}/watch?show=s1`);
        await until(async () => (await page.evaluate("globalThis.state?.playing")) === true);
        if (name === "listened") await page.evaluate("video.muted = false");
        return { name, page, heap: await heapOf(page) };
      };
      const viewers = [await open("silent"), await open("listened"), await open("slower", true)];
      await sleep(5000);
      for (const { page } of viewers) await page.evaluate(setHidden(true));
      await sleep(12_000);
      const heaps = await watchHeaps(viewers, looks[size], say);
      for (const { page } of viewers) await page.evaluate(setHidden(false));
      const isLive = await Promise.all(viewers.map(({ page }) => comesBack(page)));
      const grown = heaps.map((each) => Math.round(Math.max(...each) - (each[0] ?? 0)));
      const notes = Object.fromEntries(viewers.map(({ name }, index) => [`${name}GrownMb`, grown[index] ?? 0]));
      const violations = viewers.flatMap(({ name }, index) => [
        ...((grown[index] ?? 0) <= maxGrownMb ? [] : [`the ${name} page grew by ${grown[index]} MB`]),
        ...(isLive[index] ? [] : [`the ${name} page was not live again within ten seconds`]),
      ]);
      return { ...nothing, firstSuccessMs: null, notes, violations };
    } finally {
      stop();
      await browser.close();
      site.close();
    }
  },
};

/** MB of each page, again and again. */
async function watchHeaps(viewers: Viewer[], { count, everyMs }: (typeof looks)["full"], say: (step: string) => void) {
  const heaps: number[][] = viewers.map(() => []);
  for (let look = 0; look < count; look += 1) {
    const now = await Promise.all(viewers.map(({ heap }) => heap()));
    for (const [index, mb] of now.entries()) heaps[index]?.push(mb);
    say(now.map((mb, index) => `${viewers[index]?.name} ${mb.toFixed(1)} MB`).join(", "));
    await sleep(everyMs);
  }
  return heaps;
}

async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
  };
}

async function comesBack(page: Page): Promise<boolean> {
  const givenUpAt = performance.now() + 10_000;
  while (performance.now() < givenUpAt) {
    if (await page.evaluate("state.playing && !state.frozen && behind() < 10")) return true;
    await sleep(100);
  }
  return false;
}

function setHidden(isHidden: boolean): string {
  return `Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));`;
}
