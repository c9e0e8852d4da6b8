import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { listen } from "#lib/boot/http/listen.ts";
import { snapshot } from "#lib/live/contract.ts";
import { offlineAnswers } from "#lib/offline/answer-offline.ts";
import { drawOfflinePage } from "#lib/offline/page.ts";
import { messages } from "#lib/words/messages.ts";
import { nameViewers, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };
const views = [
  { name: "phone-light-en", viewport: phone, colorScheme: "light", locale: "en-GB", hasTouch: true },
  { name: "desktop-dark-zh", viewport: desktop, colorScheme: "dark", locale: "zh-CN", hasTouch: false },
] as const;

for (const { name, ...view } of views) {
  test(`without a network a page of ours says what is known and comes back by itself: ${name}`, async ({ browser }) => {
    const words = messages[view.locale === "zh-CN" ? "zh-CN" : "en"].offline;
    const context = await browser.newContext(view);
    const page = await context.newPage();
    const faults = watchForFaults(page);
    await page.goto("/");
    await workerStands(page);

    await context.setOffline(true);
    const answer = await page.goto("/products/petrel");
    expect(answer?.status()).toBe(503);
    await expect(page.getByRole("heading", { name: words.title })).toBeVisible();
    for (const text of [words.orders, words.unanswered, words.deadlines])
      await expect(page.getByText(text)).toBeVisible();
    expect(await page.title()).toContain(words.title);
    await page.getByRole("button").click();
    await expect(page.getByRole("status").filter({ visible: true })).toHaveText(words.still);
    await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
    await page.emulateMedia({ colorScheme: view.colorScheme === "dark" ? "light" : "dark" });
    await page.setViewportSize(view.viewport === phone ? desktop : phone);
    await page.screenshot({ path: test.info().outputPath(`${name}-other.png`), fullPage: true });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
    expect(await page.evaluate("fetch('/api/me').then(() => 'answered', () => 'failed')")).toBe("failed");

    await context.setOffline(false);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(words.title);
    expect(new URL(page.url()).pathname).toBe("/products/petrel");
    await workerStands(page);
    const kept =
      "caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname))))";
    expect(await page.evaluate(kept)).toEqual([["/offline"]]);
    expect(faults).toEqual([]);
    await context.close();
  });
}

test("a changed worker replaces the old one at the next visit, and one that is switched off leaves nothing", async ({
  browser,
}) => {
  const shop = { read: async () => ({ name: "A shop" }) };
  let answer = offlineAnswers({ isOn: true, shop });
  const server = createServer((request, response) => {
    if (!answer(request, response)) response.setHeader("content-type", "text/html").end("<p>A page");
  });
  const port = await listen(server, { port: 0 });
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${port}/`);
  await page.evaluate("navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' })");
  await workerStands(page);
  const draw = (name: string) => drawOfflinePage(name).replaceAll("No connection", "Quite alone");
  answer = offlineAnswers({ isOn: true, shop, draw });
  await page.goto(`http://localhost:${port}/`);
  await expect
    .poll(() => page.evaluate("caches.match('/offline').then((kept) => kept.text())"))
    .toContain("Quite alone");
  await expect.poll(() => page.evaluate("caches.keys().then(({ length }) => length)")).toBe(1);

  answer = offlineAnswers({ isOn: false, shop });
  await page.goto(`http://localhost:${port}/again`);
  await expect.poll(() => page.evaluate("caches.keys().then(({ length }) => length)")).toBe(0);
  await page.goto(`http://localhost:${port}/later`);
  expect(await page.evaluate("navigator.serviceWorker.getRegistrations().then(({ length }) => length)")).toBe(0);
  await page.context().close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

test("the worker is asked for anew each time, and what a phone installs has its name, its start and its icons", async ({
  request,
}) => {
  const worker = await request.get("/service-worker.js");
  expect(worker.headers()).toMatchObject({
    "cache-control": "no-cache",
    "content-type": "text/javascript; charset=utf-8",
  });
  const offline = await request.get("/offline");
  expect(offline.headers()["content-security-policy"]).not.toContain("unsafe");
  expect(offline.headers()["set-cookie"]).toBeUndefined();
  const manifest: unknown = await (await request.get("/manifest.webmanifest")).json();
  expect(manifest).toMatchObject({ name: "Launchroom", start_url: "/", display: "standalone" });
  for (const size of [192, 512]) {
    expect(JSON.stringify(manifest)).toContain(`"src":"/icon-${size}.png","sizes":"${size}x${size}"`);
    const icon = await (await request.get(`/icon-${size}.png`)).body();
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
  }
});

test("a line written without a network is still there after a reload, and is said once", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const context = await browser.newContext({ viewport: phone });
  await nameViewers(context);
  const page = await context.newPage();
  let isCut = true;
  await page.routeWebSocket(/\/socket\.io\//, (line) => {
    if (isCut) void line.close();
    else line.connectToServer();
  });
  await page.goto(stage.room);
  const said = "Written before the page was loaded anew";
  await page.getByLabel("Message").fill(said);
  await page.getByLabel("Message").press("Enter");
  await expect(page.getByTestId("unsent")).toContainText(said);
  await page.reload();
  await expect(page.getByTestId("unsent")).toContainText(said);

  isCut = false;
  await expect(page.getByRole("log").getByText(said)).toHaveCount(1);
  await expect(page.getByTestId("unsent")).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("log").getByText(said)).toHaveCount(1);
  await expect(page.getByTestId("unsent")).toHaveCount(0);
  await sleep(1100);
  const whole = snapshot.parse(await (await stage.host.get(`/api/shows/${stage.showId}/snapshot`)).json());
  expect(whole.chat.filter(({ body }) => body === said)).toHaveLength(1);
  await context.close();
});

async function workerStands(page: Page): Promise<void> {
  const state = "navigator.serviceWorker.getRegistration().then((found) => found?.active?.state)";
  await expect.poll(() => page.evaluate(state)).toBe("activated");
}

/** What the browser complains of, except that it has no network. */
function watchForFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/ERR_INTERNET_DISCONNECTED|status of 503/.test(text)) faults.push(text);
  });
  return faults;
}
