import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { demoPassword } from "#prisma/seed/people.ts";
import { chooseChromium } from "#tests/support/chromium.ts";
import { writeCameraFilm } from "./camera-film.ts";

// npm run screenshots [URL]: goes on air on a running demo and photographs every page for the README.
const base = process.argv[2] ?? "http://localhost:3000";
const folder = join(import.meta.dirname, "..", "docs", "screenshots");
mkdirSync(folder, { recursive: true });

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
const { executablePath, args, env } = await chooseChromium();
const film = await writeCameraFilm({ executablePath, args, env });
const browser = await chromium.launch({
  executablePath,
  args: [...args, `--use-file-for-fake-video-capture=${film}`],
  env,
});
try {
  await photograph(browser);
} finally {
  await browser.close();
}

async function photograph(browser: Browser) {
  const host = await open(desk, { as: "host" });
  await host.goto(`${base}/studio`);
  await host
    .getByRole("link", { name: /Petrel/ })
    .first()
    .click();
  await host.waitForURL(/\/studio\/shows\//);
  const goLive = host.getByRole("button", { name: "Go live" });
  const onAir = host.getByText(/On air, .* behind/);
  await goLive.or(onAir).first().waitFor({ timeout: 60_000 });
  if (await goLive.isVisible()) await goLive.click();
  const early = host.getByRole("button", { name: "Go live early" });
  if (
    await early
      .or(onAir)
      .first()
      .waitFor({ timeout: 60_000 })
      .then(() => early.isVisible())
  )
    await early.click();
  await onAir.waitFor({ timeout: 60_000 });
  const pin = host.getByRole("button", { name: "Pin Petrel" });
  const unpin = host.getByRole("button", { name: "Unpin Petrel" });
  await pin.or(unpin).first().waitFor();
  if (await pin.isVisible()) await pin.click();
  for (const edition of await host.getByRole("switch", { name: /Sales of/ }).all()) {
    if (!(await edition.isChecked())) await edition.click();
  }

  const viewer = await open(phone);
  await viewer.goto(`${base}/shows/petrel-launch`);
  await playing(viewer);
  await say(viewer, "Does the roof rack fit a kayak?");
  await buySome(browser, 6);
  await shoot(viewer, "room-phone");
  await viewer
    .getByRole("button", { name: /Reserve/ })
    .first()
    .click();
  await viewer.getByRole("dialog").waitFor();
  await shoot(viewer, "sheet-phone");
  await shoot(host, "studio-desk");

  const ops = await open(desk, { as: "ops", dark: true });
  await ops.goto(`${base}/ops`);
  await ops
    .getByRole("link", { name: /Petrel/ })
    .first()
    .click();
  await ops.waitForURL(/\/ops\/shows\//);
  await shoot(ops, "ops-board");

  const wide = await open(desk, { dark: true, locale: "zh-CN" });
  await wide.goto(`${base}/shows/petrel-launch`);
  await playing(wide);
  await shoot(wide, "room-desktop-zh-dark");
  const home = await open(desk);
  await home.goto(base);
  await shoot(home, "home-desktop");

  async function open(
    viewport: { width: number; height: number },
    overrides: { as?: string; dark?: boolean; locale?: string } = {},
  ) {
    const context = await browser.newContext({
      viewport,
      colorScheme: overrides.dark ? "dark" : "light",
      locale: overrides.locale ?? "en-GB",
      timezoneId: "Asia/Shanghai",
      permissions: ["camera", "microphone"],
    });
    if (overrides.as) {
      const data = { email: `${overrides.as}@demo.launchroom`, password: demoPassword };
      await context.request.post(`${base}/api/auth/sign-in/email`, { data, headers: { origin: base } });
    }
    await context.addInitScript(() => localStorage.setItem("launchroom.name", "Reader"));
    return context.newPage();
  }
}

async function buySome(browser: Browser, count: number) {
  for (let n = 0; n < count; n += 1) {
    const buyer = await browser.newContext();
    const headers = { origin: base };
    await buyer.request.post(`${base}/api/auth/sign-in/anonymous`, { data: {}, headers });
    const { live } = await (await buyer.request.get(`${base}/api/shows`)).json();
    const show = await (await buyer.request.get(`${base}/api/shows/${live[0].id}`)).json();
    const editions = show.products[0].editions;
    const order = await buyer.request.post(`${base}/api/preorders`, {
      data: { editionId: editions[n % editions.length].id, quantity: 1, contact: `reader${n}@example.com` },
      headers: { ...headers, "idempotency-key": crypto.randomUUID() },
    });
    const { id } = await order.json();
    await buyer.request.post(`${base}/api/preorders/${id}/deposit`, { data: {}, headers });
    await buyer.close();
  }
}

async function playing(page: Page) {
  await page.locator("[data-playing=true]").first().waitFor({ timeout: 60_000 });
}

async function say(page: Page, text: string) {
  await page.getByLabel("Message").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText(text).first().waitFor();
}

async function shoot(page: Page, name: string) {
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}
