import type { Page } from "@playwright/test";

/** What a viewer's page showed, looked at every 50 ms: brightness from 0 to 255, the colour, the card, the tier. */
export type Seen = { at: number; brightness: number; colour: "green" | "blue" | "other"; card: boolean; tier: string };

/** Begins to look at what is on screen in a viewer's player, and at the pinned card beside it. */
export async function watchPicture(page: Page): Promise<void> {
  await stopWatching(page);
  await page.evaluate(() => {
    const seen: object[] = [];
    const small = document.createElement("canvas");
    small.width = 16;
    small.height = 9;
    const brush = small.getContext("2d", { willReadFrequently: true });
    const timer = setInterval(() => {
      const player = document.querySelector("[data-live-player]");
      const still = player?.querySelector("canvas");
      const video = player?.querySelector("video");
      const shown = still && !still.hidden ? still : video;
      if (!brush || !shown) return;
      brush.fillStyle = "black";
      brush.fillRect(0, 0, 16, 9);
      brush.drawImage(shown, 0, 0, 16, 9);
      const [red = 0, green = 0, blue = 0] = brush.getImageData(8, 2, 1, 1).data;
      const colour = green > blue + 40 ? "green" : blue > green + 40 ? "blue" : "other";
      const card = document.querySelector("[data-testid=pinned]") !== null;
      const tier = player?.getAttribute("data-tier") ?? "";
      seen.push({ at: performance.now(), brightness: Math.max(red, green, blue), colour, card, tier });
    }, 50);
    Object.assign(globalThis, { seenPictures: { seen, stop: () => clearInterval(timer) } });
  });
}

export async function stopWatching(page: Page): Promise<void> {
  await page.evaluate("globalThis.seenPictures?.stop()");
}

/** What was seen since. */
export async function picturesOf(page: Page): Promise<Seen[]> {
  return page.evaluate("globalThis.seenPictures.seen");
}
