import type { Locator, Page } from "@playwright/test";

/** A finger that comes down on the middle of something and lifts again, as a phone reports it; what is there then gets the tap. */
export async function tapWithFinger(page: Page, target: Locator, downForMs = 90): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error("nothing to tap");
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const line = await page.context().newCDPSession(page);
  await line.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await page.waitForTimeout(downForMs);
  await line.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await line.detach();
}

type Point = { x: number; y: number };

/** A finger that comes down, moves in a few steps and lifts. */
export async function swipeWithFinger(page: Page, { from, to }: { from: Point; to: Point }): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [from] });
  for (let step = 1; step <= 5; step += 1) {
    const point = { x: from.x + ((to.x - from.x) * step) / 5, y: from.y + ((to.y - from.y) * step) / 5 };
    await line.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
  }
  await line.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await line.detach();
}

/**
 * From now on notes whatever lies over the pinned product's button, at its middle and corners, ten times a second. What nobody sees is
 * not looked at: until the first paint a page stands without its style sheet.
 */
export async function watchReserve(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const covers = new Set<string>();
    let looks = 0;
    // In the frame: between a turn of the phone and the next picture the page has not been laid out anew.
    setInterval(() => requestAnimationFrame(look), 100);
    function look() {
      const button = document.querySelector("[data-testid=pinned] button");
      if (performance.getEntriesByType("paint").length === 0) return;
      if (!button || document.querySelector("[role=dialog], [data-coming]") || button.closest("[inert]")) return;
      // What comes back from the side is on its way for as long as a slow machine takes.
      const isOf = ({ effect }: Animation) => effect instanceof KeyframeEffect && effect.target?.contains(button);
      if (document.getAnimations().some(isOf)) return;
      const { left, right, top, bottom, width } = button.getBoundingClientRect();
      if (width === 0) return;
      looks += 1;
      const points = [
        [(left + right) / 2, (top + bottom) / 2],
        [left + 4, top + 4],
        [right - 4, top + 4],
        [left + 4, bottom - 4],
        [right - 4, bottom - 4],
      ] as const;
      for (const [x, y] of points) {
        const found = document.elementFromPoint(x, y);
        if (!found || !(button.contains(found) || found.contains(button))) {
          covers.add(
            `${innerWidth}x${innerHeight} ${Math.round(x)},${Math.round(y)}: ${found?.outerHTML.slice(0, 120) ?? "outside"}`,
          );
        }
      }
    }
    Object.assign(globalThis, { reserve: { covers: () => [...covers], looks: () => looks } });
  });
}

/** What lay over it since the page was loaded, and how often was looked. */
export async function coversOfReserve(page: Page): Promise<{ covers: string[]; looks: number }> {
  return page.evaluate("({ covers: globalThis.reserve.covers(), looks: globalThis.reserve.looks() })");
}
