import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { snapshot } from "#lib/live/contract.ts";
import { type CanvasHost, sendCanvas } from "#tests/support/canvas-host.ts";
import { type CutLine, openCutLine } from "#tests/support/cut-line.ts";
import { coversOfReserve, tapWithFinger, watchReserve } from "#tests/support/finger.ts";
import { nameViewers, openStage, post, type Stage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test.describe.configure({ mode: "serial" });
test.use({ keepsPages: true });

const sizes = [
  [390, 844],
  [360, 640],
  [844, 390],
  [667, 375],
  [820, 1180],
] as const;
const outageMs = 20_000;
/** What stands still for good does so for longer; how long it took is noted with each test. */
const backWithinMs = 30_000;

let stage: Stage;
let host: CanvasHost;
let phone: Page;
let line: CutLine;

test.afterAll(() => line.stop());

test.beforeAll(async ({ browser, baseURL }) => {
  stage = await openStage(browser, baseURL, { stock: 20 });
  host = await sendCanvas(browser, baseURL, stage);
  await stage.host.put(`/api/shows/${stage.showId}/pin`, { data: { productId: stage.productId } });
  phone = await openTouchPhone(browser, baseURL);
  line = await openCutLine(baseURL);
});

test("on every phone the first tap brings the sound, some talk is in sight, and nothing lies over Reserve", async () => {
  await phone.goto(stage.room);
  await say("Does it float?");
  await say("Which colours are there?");
  for (const [width, height] of sizes) {
    await phone.setViewportSize({ width, height });
    await phone.goto(stage.room);
    await expectPlayer("playing", "true");
    await tapWithFinger(phone, phone.getByTestId("sound-on"));
    await expectPlayer("muted", "false");
    await expectRoomInSight(`${width}x${height}`);
    await phone.screenshot({ path: test.info().outputPath(`${width}x${height}.png`) });
  }
});

test("a finger on the lower edge of the picture finds the controls, it does not press one", async () => {
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.goto(stage.room);
  await expectPlayer("playing", "true");
  await expectPlayer("active", "false");
  for (const name of ["Pause", "Tap for sound", "Full screen"]) {
    await tapWithFinger(phone, phone.getByTestId("player-bar").getByRole("button", { name, exact: true }));
    await expectPlayer("active", "true");
    await expectPlayer("paused", "false");
    await expectPlayer("muted", "true");
    await expectPlayer("active", "false");
  }
});

test("with the keyboard up there is still talk to read, and the field stands on the keyboard", async () => {
  await phone.setViewportSize({ width: 390, height: 420 });
  await phone.getByLabel("Message").focus();
  await expectRoomInSight("390x420");
  const field = await phone.getByLabel("Message").boundingBox();
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(420);
  await phone.screenshot({ path: test.info().outputPath("keyboard.png") });
  await phone.setViewportSize({ width: 390, height: 844 });
});

test("why a line was not taken stands in the talk, lies over nothing, and goes by itself", async () => {
  await say("Is it red?");
  await phone.getByLabel("Message").fill("Is it red?");
  await phone.getByLabel("Message").press("Enter");
  await expect(phone.getByTestId("chat-note")).not.toBeEmpty();
  await expect(phone.getByLabel("Message")).toHaveValue("Is it red?");
  await expect(phone.getByTestId("chat-note")).toBeEmpty();
  await phone.getByLabel("Message").fill("");
  await expectReserveFree();
});

test("whoever comes back from another app is live, with the sound they had; one's own pause keeps its moment", async () => {
  await phone.goto(stage.room);
  await expectPlayer("playing", "true");
  await tapWithFinger(phone, phone.getByTestId("sound-on"));
  await expectPlayer("muted", "false");
  await hide(true);
  await phone.evaluate("document.querySelector('video').pause()");
  await sleep(9500);
  await hide(false);
  await expectLive();
  await expectPlayer("muted", "false");

  await hide(true);
  await phone.evaluate("document.querySelector('video').pause()");
  await sleep(9500);
  await phone.evaluate("void document.querySelector('video').play()");
  await expectLive();
  await hide(false);

  await phone.getByLabel("Message").blur();
  await phone.keyboard.press("k");
  await expectPlayer("paused", "true");
  await hide(true);
  await sleep(9500);
  await hide(false);
  await expectPlayer("paused", "true");
  await phone.keyboard.press("k");
  await expectPlayer("tier", "dvr");
  await phone.getByTestId("jump-to-live").click();
  await expectLive();
});

for (const tier of ["fast", "hls"] as const) {
  test(`after 20 s without a network the picture is back in the ${tier} tier, and the line written meanwhile stands there once`, async ({
    browser,
    baseURL,
  }) => {
    if (tier === "hls") phone = await openTouchPhone(browser, baseURL, { isFastBroken: true });
    await phone.goto(`${line.url}${stage.room}`);
    await expectPlayer("tier", tier);
    await expectPlayer("playing", "true");
    await sleep(6000);
    const context = phone.context();
    await context.setOffline(true);
    line.cut();
    const said = `Written without a network, ${tier}`;
    await phone.getByLabel("Message").fill(said);
    await phone.getByLabel("Message").press("Enter");
    await expect(phone.getByTestId("unsent")).toContainText(said);
    await sleep(outageMs);
    line.mend();
    await context.setOffline(false);
    await expectLive();
    await expect(phone.getByRole("log").getByText(said)).toHaveCount(1);
    await expect(phone.getByTestId("unsent")).toHaveCount(0);
    await sleep(1100);
    const whole = snapshot.parse(await (await stage.host.get(`/api/shows/${stage.showId}/snapshot`)).json());
    expect(whole.chat.filter(({ body }) => body === said)).toHaveLength(1);
    await expectReserveFree();
  });
}

test("at the speed of 3G the sheet opens and the picture comes while the rest still loads", async ({
  browser,
  baseURL,
}) => {
  const slow = await openTouchPhone(browser, baseURL);
  const session = await slow.context().newCDPSession(slow);
  await session.send("Network.enable");
  const throughput = { downloadThroughput: 200_000, uploadThroughput: 100_000 };
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 300, ...throughput });
  await slow.addInitScript(() => {
    const times: Record<string, number> = {};
    setInterval(() => {
      if (document.querySelector("[data-live-player][data-seen=true]")) times.picture ??= performance.now();
      if (document.querySelector("[role=dialog]")) times.reserve ??= performance.now();
      else document.querySelector<HTMLElement>("[data-testid=pinned] button")?.click();
    }, 50);
    Object.assign(globalThis, { times });
  });
  await slow.goto(stage.room);
  await expect(slow.getByRole("dialog")).toBeVisible();
  await expect(slow.locator("[data-live-player]")).toHaveAttribute("data-seen", "true");
  const times: unknown = await slow.evaluate("JSON.stringify(globalThis.times)");
  test.info().annotations.push({ type: "milliseconds at 3G", description: String(times) });
  await slow.context().close();
});

test("when the host ends, the open page goes on by itself: the recording, what is still to be had, nothing on screen now", async () => {
  await host.page.close();
  await post(stage.host, `/api/shows/${stage.showId}/end`, { closeSales: false });
  await expect(phone.getByTestId("pinned")).toHaveCount(0);
  await expect(phone.getByRole("heading", { name: "What was on the table" })).toBeVisible();
  await expect(phone.locator("[data-live-player][data-tier=replay]")).toBeVisible();
  await expect(phone.getByRole("button", { name: /Reserve/ }).first()).toBeVisible();
});

async function openTouchPhone(
  browser: Browser,
  baseURL: string | undefined,
  { isFastBroken = false } = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    ...{ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1 },
  });
  await post(context.request, "/api/auth/sign-in/anonymous", {});
  await nameViewers(context);
  const page = await context.newPage();
  if (isFastBroken) await page.routeWebSocket(/\/media\/.+\/fast$/, (line) => line.close({ code: 1011 }));
  await watchReserve(page);
  return page;
}

async function say(text: string): Promise<void> {
  await phone.getByLabel("Message").fill(text);
  await phone.getByLabel("Message").press("Enter");
  await expect(phone.getByRole("log").getByText(text).first()).toBeVisible();
}

/** A whole line of talk inside the room, the button inside the screen, the field too. */
async function expectRoomInSight(size: string): Promise<void> {
  const seen = await phone.evaluate(() => {
    const talk = document.querySelector("[role=log]")?.getBoundingClientRect();
    const lines = [...document.querySelectorAll("[role=log] li")].map((line) => line.getBoundingClientRect());
    const inside = lines.filter((line) => talk && line.top >= talk.top - 1 && line.bottom <= talk.bottom + 1);
    const clipped = [...document.querySelectorAll("main button, main input")]
      .map((each) => ({ box: each.getBoundingClientRect(), name: each.getAttribute("aria-label") ?? each.textContent }))
      .filter(
        ({ box }) => box.width > 0 && (box.right > innerWidth + 1 || box.left < -1 || box.bottom > innerHeight + 1),
      )
      .map(({ name }) => name);
    return { lines: inside.length, clipped };
  });
  expect(seen.lines, `lines of talk at ${size}`).toBeGreaterThan(0);
  expect(seen.clipped, `cut off at ${size}`).toEqual([]);
  await expect(phone.getByTestId("pinned").getByRole("button")).toBeVisible();
  await expectReserveFree();
}

async function expectReserveFree(): Promise<void> {
  const { covers, looks } = await coversOfReserve(phone);
  expect(covers).toEqual([]);
  expect(looks).toBeGreaterThan(0);
}

/** The page is behind others, or seen again, as it notices. */
async function hide(isHidden: boolean): Promise<void> {
  await phone.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}

/** A picture that moves, near the moment; notes how long that took. */
async function expectLive(): Promise<void> {
  const from = Date.now();
  const moving = "[data-live-player][data-playing=true][data-frozen=false]:is([data-tier=fast], [data-tier=hls])";
  const player = phone.locator(moving);
  await expect(player).toBeVisible({ timeout: backWithinMs });
  test.info().annotations.push({ type: "live again", description: `${Date.now() - from} ms` });
  await expect.poll(async () => Number((await player.getAttribute("data-behind")) || 99)).toBeLessThan(9);
}

async function expectPlayer(what: string, value: string): Promise<void> {
  await expect(phone.locator("[data-live-player]")).toHaveAttribute(`data-${what}`, value);
}
