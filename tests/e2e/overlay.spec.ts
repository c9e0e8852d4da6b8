import { type Browser, expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { z } from "zod";
import { armDrop, fireDrop, openPhone, openStage, post, type Stage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("what the desk does stands over OBS's picture, on no ground, and who shows it is no viewer", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const desk = await openEncoderPanel(browser, baseURL, stage);
  await desk.getByRole("button", { name: "Make an address" }).click();
  const address = desk.getByRole("textbox", { name: "Overlay address" });
  const overlay = await browser.newPage({ viewport: { width: 1920, height: 1080 } });

  await test.step("the address says what is to be shown, and an empty overlay lets everything through", async () => {
    await desk.getByLabel("Viewers and likes").uncheck();
    await expect(address).toHaveValue(/\/overlay\/[\w-]{32}\?show=product,drop,question,poll$/);
    await overlay.goto(await address.inputValue());
    await expect(overlay.locator("[data-overlay]")).toBeAttached();
    expect(await opaquePixels(overlay)).toBe(0);
  });

  const viewer = await openPhone(browser, baseURL);
  await test.step("one phone in the room is one viewer", async () => {
    await viewer.goto(stage.room);
    await expect(viewer.getByTestId("viewer-count")).toHaveAttribute("data-viewers", "1");
  });

  await test.step("a pinned product, a drop with its clock and a poll appear as they happen", async () => {
    await stage.host.put(`/api/shows/${stage.showId}/pin`, { data: { productId: stage.productId } });
    await expect(overlay.getByTestId("overlay-product")).toContainText("Harbour buoy");
    await expect(overlay.getByTestId("overlay-product")).toContainText("¥599");
    const dropId = await armDrop(stage, { prices: [{ currency: "CNY", priceMinor: 49_900, depositMinor: 0 }] });
    await expect(overlay.getByTestId("overlay-drop")).toContainText("¥499");
    await expect(overlay.getByTestId("lowest-before")).toHaveText("Lowest price of the 30 days before: ¥599");
    await fireDrop(stage, dropId);
    await expect(overlay.getByTestId("overlay-drop")).toHaveAttribute("data-status", "OPEN");
    await expect(overlay.getByRole("timer")).toHaveText(/^\d:\d\d$/);
    const poll = { kind: "vote", title: "Which colour?", choices: ["Red", "Green"], seconds: null };
    const { id } = z.object({ id: z.uuid() }).parse(await post(stage.host, `/api/shows/${stage.showId}/polls`, poll));
    await post(stage.host, `/api/shows/${stage.showId}/polls/${id}/opening`, {});
    await expect(overlay.getByTestId("overlay-poll")).toContainText("Which colour?");
    await expect(overlay.getByTestId("overlay-numbers")).toBeHidden();
    expect(await opaquePixels(overlay)).toBeGreaterThan(1000);
    if (process.env.OVERLAY_SHOT) await overlay.screenshot({ path: process.env.OVERLAY_SHOT, omitBackground: true });
  });

  await test.step("taken away, it turns empty, and its address leads nowhere", async () => {
    await desk.getByRole("button", { name: "Take it away" }).click();
    await desk.getByRole("alertdialog").getByRole("button", { name: "Take it away" }).click();
    await expect(overlay.locator("[data-over]")).toBeAttached({ timeout: 15_000 });
    expect(await opaquePixels(overlay)).toBe(0);
    expect((await overlay.request.get(overlay.url())).status()).toBe(404);
  });
  await expect(viewer.getByTestId("viewer-count")).toHaveAttribute("data-viewers", "1");
});

async function openEncoderPanel(browser: Browser, baseURL: string | undefined, { showId }: Stage): Promise<Page> {
  const desk = await openPhone(browser, baseURL, "host@demo.launchroom");
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`/studio/shows/${showId}`);
  await desk.getByRole("button", { name: "OBS, files, other platforms" }).click();
  return desk;
}

async function opaquePixels(page: Page): Promise<number> {
  const png = await page.screenshot({ omitBackground: true, animations: "disabled" });
  const { data } = await sharp(png).ensureAlpha().extractChannel("alpha").raw().toBuffer({ resolveWithObject: true });
  return data.reduce((count, alpha) => count + (alpha > 0 ? 1 : 0), 0);
}
