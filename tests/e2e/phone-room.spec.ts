import { type Browser, expect, type Page } from "@playwright/test";
import { messages } from "#lib/words/messages.ts";
import { sendCanvas } from "#tests/support/canvas-host.ts";
import { coversOfReserve, swipeWithFinger, tapWithFinger, watchReserve } from "#tests/support/finger.ts";
import { axeFaults, nameViewers, openStage, post, type Stage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test.describe.configure({ mode: "serial" });
test.use({ keepsPages: true });

const joinsWithinMs = 2000;

let stage: Stage;
let phone: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  stage = await openStage(browser, baseURL, { stock: 20 });
  await sendCanvas(browser, baseURL, stage);
  await stage.host.put(`/api/shows/${stage.showId}/pin`, { data: { productId: stage.productId } });
  phone = await openTouchPhone(browser, baseURL, "en-GB");
  await openRoom(phone);
});

test("the picture fills the screen, and the keyboard lifts what one writes in without moving it", async () => {
  const before = await boxOf("video");
  expect(before).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await phone.getByLabel("Message").fill("Does it float?");
  await phone.getByLabel("Message").press("Enter");
  await expect(phone.getByRole("log").getByText("Does it float?")).toBeVisible();
  await phone.getByLabel("Message").focus();
  await phone.evaluate("globalThis.keyboard(420)");
  await expect.poll(async () => (await boxOf("form:has(input[enterkeyhint=send])")).bottom).toBeLessThanOrEqual(420);
  expect(await boxOf("video")).toEqual(before);
  await expectPlays(phone.locator("[data-live-player] video"));
  const line = await boxOf("[role=log] li:last-child");
  expect(line.bottom).toBeLessThanOrEqual(420);
  const reserve = await boxOf("[data-testid=pinned] button");
  expect(reserve.bottom).toBeLessThanOrEqual(420);
  await phone.screenshot({ path: test.info().outputPath("keyboard.png") });
  await phone.evaluate("globalThis.keyboard(844)");
  await phone.getByLabel("Message").blur();
  expect(await axeFaults(phone)).toEqual([]);
});

test("what a browser makes lower for its keyboard leaves the picture as it was", async () => {
  const before = await boxOf("video");
  await phone.getByLabel("Message").focus();
  await phone.setViewportSize({ width: 390, height: 420 });
  await expect.poll(async () => (await boxOf("form:has(input[enterkeyhint=send])")).bottom).toBeLessThanOrEqual(420);
  expect(await boxOf("video")).toEqual(before);
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.getByLabel("Message").blur();
});

test("a sheet rises over the running picture, which stays in sight above it", async () => {
  await tapWithFinger(phone, phone.getByTestId("pinned").getByRole("button"));
  const sheet = phone.getByRole("dialog");
  await expect(sheet).toBeVisible();
  await expectPlays(phone.locator("[data-live-player] video"));
  const { y } = await boxOf("[role=dialog]");
  expect(y).toBeGreaterThan(844 * 0.3);
  const seen = await phone.evaluate("document.elementFromPoint(195, 160)?.closest('[role=dialog]') === null");
  expect(seen).toBe(true);
  await phone.screenshot({ path: test.info().outputPath("sheet.png") });
  await phone.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

for (const { locale, lang } of [
  { locale: "en-GB", lang: "en" },
  { locale: "zh-CN", lang: "zh-CN" },
] as const) {
  test(`a finger to the right leaves the picture alone and says once how to come back, in ${lang}`, async ({
    browser,
    baseURL,
  }) => {
    const words = messages[lang].room.clear;
    const page = lang === "en" ? phone : await openTouchPhone(browser, baseURL, locale);
    if (lang !== "en") await openRoom(page);
    await swipeWithFinger(page, { from: { x: 90, y: 300 }, to: { x: 300, y: 310 } });
    await expect(page.getByTestId("pinned")).not.toBeInViewport();
    await expect(page.getByRole("log")).not.toBeInViewport();
    await expect(page.getByText(words.said)).toBeVisible();
    await page.screenshot({ path: test.info().outputPath("clear.png") });
    await swipeWithFinger(page, { from: { x: 300, y: 300 }, to: { x: 90, y: 310 } });
    await expect(page.getByTestId("pinned").getByRole("button")).toBeInViewport({ ratio: 1 });
    await page.getByText(words.said).waitFor({ state: "detached" });
    await page.keyboard.press("h");
    await expect(page.getByTestId("pinned")).not.toBeInViewport();
    await expect(page.getByText(words.said)).toHaveCount(0);
    await page.getByRole("button", { name: words.back }).tap();
    await expect(page.getByTestId("pinned").getByRole("button")).toBeInViewport({ ratio: 1 });
    const { covers, looks } = await coversOfReserve(page);
    expect(covers).toEqual([]);
    expect(looks).toBeGreaterThan(0);
    if (lang !== "en") await page.context().close();
  });
}

test("there is talk to read and to write on phones that lie and on tablets", async () => {
  for (const [width, height] of [
    [844, 390],
    [820, 1180],
  ] as const) {
    await phone.setViewportSize({ width, height });
    await expect(phone.getByRole("log").getByText("Does it float?")).toBeInViewport({ ratio: 1 });
    await expect(phone.getByLabel("Message")).toBeInViewport({ ratio: 1 });
    await expect(phone.getByTestId("pinned").getByRole("button")).toBeInViewport({ ratio: 1 });
    await phone.screenshot({ path: test.info().outputPath(`${width}x${height}.png`) });
  }
  await phone.setViewportSize({ width: 390, height: 844 });
});

test("the show goes on with its sound beside the page of a product, covers nothing that buys, and leads back", async () => {
  await tapWithFinger(phone, phone.getByTestId("sound-on"));
  await expect(phone.locator("[data-live-player]")).toHaveAttribute("data-muted", "false");
  await phone.getByRole("button", { name: /in this show/ }).tap();
  await phone.getByRole("dialog").getByRole("link", { name: "Harbour buoy" }).tap();
  await phone.waitForURL(/\/products\//);
  const from = Date.now();
  const small = phone.getByTestId("small-player");
  await expect(small).toHaveAttribute("data-playing", "true");
  const joined = Date.now() - from;
  test.info().annotations.push({ type: "joined", description: `${joined} ms` });
  expect(joined).toBeLessThan(joinsWithinMs);
  await expect(small).toHaveAttribute("data-muted", "false");
  await expectPlays(small.locator("video"));
  expect(await axeFaults(phone)).toEqual([]);

  await phone
    .getByRole("button", { name: /Reserve/ })
    .first()
    .tap();
  await expect(phone.getByRole("dialog")).toBeVisible();
  await expect.poll(() => meets("[data-testid=small-player]", "[role=dialog]")).toBe(false);
  await expectPlays(small.locator("video"));
  await phone.screenshot({ path: test.info().outputPath("small.png") });
  await phone.keyboard.press("Escape");

  await phone
    .getByRole("link", { name: /My pre-orders/ })
    .first()
    .tap();
  await phone.waitForURL(/\/preorders$/);
  await expectPlays(small.locator("video"));
  await small.getByRole("link").tap();
  await phone.waitForURL(new RegExp(stage.room));
  await expect(phone.locator("[data-live-player]")).toHaveAttribute("data-playing", "true");
  await expect(phone.locator("[data-live-player]")).toHaveAttribute("data-muted", "false");
});

test("whoever closes it, or never was in a room, has no small player and loads nothing of it", async ({
  browser,
  baseURL,
}) => {
  await phone.goto(stage.product);
  await phone.getByTestId("small-player").getByRole("button", { name: "Stop watching" }).tap();
  await expect(phone.getByTestId("small-player")).toHaveCount(0);
  await phone.reload();
  await phone.waitForLoadState("networkidle");
  await expect(phone.getByTestId("small-player")).toHaveCount(0);
  const stranger = await openTouchPhone(browser, baseURL, "en-GB");
  await stranger.goto(stage.product);
  await stranger.waitForLoadState("networkidle");
  expect(await stranger.locator("video").count()).toBe(0);
  const asked = await stranger.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  expect(asked.filter((name) => /\/snapshot$|:\d+\/media\//.test(name))).toEqual([]);
  await stranger.context().close();
});

async function openTouchPhone(browser: Browser, baseURL: string | undefined, locale: string): Promise<Page> {
  const context = await browser.newContext({
    // What slides back in is on its way for a moment; whoever wants no motion sees it there at once.
    reducedMotion: "reduce",
    ...{ baseURL, locale, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 },
  });
  await post(context.request, "/api/auth/sign-in/anonymous", {});
  await nameViewers(context);
  const page = await context.newPage();
  await watchReserve(page);
  await page.addInitScript(() => {
    // As a phone's keyboard does where it lies over the page: what is seen becomes lower, the page does not.
    const seen = window.visualViewport;
    if (!seen) return;
    let left = Number.POSITIVE_INFINITY;
    Object.defineProperty(seen, "height", { get: () => Math.min(left, innerHeight) });
    const keyboard = (height: number) => {
      left = height;
      seen.dispatchEvent(new Event("resize"));
    };
    Object.assign(globalThis, { keyboard });
  });
  return page;
}

async function openRoom(page: Page): Promise<void> {
  await page.goto(stage.room);
  await expect(page.locator("[data-live-player]")).toHaveAttribute("data-playing", "true");
  await expect(page.getByTestId("pinned").getByRole("button")).toBeVisible();
}

async function boxOf(selector: string) {
  const box = await phone.locator(selector).first().boundingBox();
  if (!box) throw new Error(`no ${selector}`);
  return { ...box, bottom: box.y + box.height };
}

async function meets(one: string, other: string): Promise<boolean> {
  const [a, b] = [await boxOf(one), await boxOf(other)];
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.bottom && b.y < a.bottom;
}

/** Its time goes on. */
async function expectPlays(video: ReturnType<Page["locator"]>): Promise<void> {
  const at = () => video.evaluate((element) => (element instanceof HTMLVideoElement ? element.currentTime : 0));
  const before = await at();
  await expect.poll(at).toBeGreaterThan(before + 0.3);
}
