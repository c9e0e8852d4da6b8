import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import pg from "pg";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { test } from "#tests/support/test.ts";

const catalogue = join(import.meta.dirname, "catalogue.csv");

test("a founder goes on air, sells the last unit in front of everybody, and the books agree", async ({ browser }) => {
  const host = await newPage(browser, { width: 1440, height: 900 });
  const ops = await newPage(browser, { width: 1440, height: 900 });
  const first = await newPage(browser, { width: 390, height: 844 });
  const second = await newPage(browser, { width: 390, height: 844 });
  const problems = [host, ops, first, second].flatMap(watchForProblems);

  await test.step("the host signs in, plans a show and imports the catalogue into it", async () => {
    await signIn(host, "host@demo.launchroom");
    await host.goto("/studio");
    await host.getByRole("button", { name: "Plan a show" }).first().click();
    await host.getByLabel("Title").fill("Harbour night");
    await host.getByRole("button", { name: "Plan the show" }).click();
    await expect(host.getByText("Harbour night").first()).toBeVisible();
    await host.goto("/studio/products");
    await host.getByLabel("Also put the products on the run list of").selectOption({ label: "Harbour night" });
    await host.locator('input[type="file"]').setInputFiles(catalogue);
    await host.getByRole("button", { name: "Import 2 products" }).click();
    await expect(host.getByText("Imported", { exact: true })).toBeVisible();
  });

  await test.step("goes live with the camera", async () => {
    await host.goto("/studio");
    await host
      .getByRole("link", { name: /Harbour night/ })
      .first()
      .click();
    await host.waitForURL(/\/studio\/shows\//);
    await host.getByRole("button", { name: "Go live" }).click();
    await host.getByRole("button", { name: "Go live early" }).click();
    await expect(host.getByText(/On air, .* behind/)).toBeVisible();
  });

  await test.step("two viewers come in from home and see moving video", async () => {
    for (const viewer of [first, second]) {
      await viewer.goto("/");
      await viewer.getByRole("link", { name: "Watch live" }).first().click();
      await viewer.waitForURL(/\/shows\//);
      await expectMovingVideo(viewer);
    }
    await expect(first.getByTestId("viewer-count")).toHaveAttribute("data-viewers", "2");
  });

  await test.step("the host pins the lamp and opens its sales", async () => {
    const pinning = host.waitForRequest((request) => request.method() === "PUT" && request.url().endsWith("/pin"));
    await host.getByRole("button", { name: "Pin Harbour lamp" }).click();
    // With the moment of the picture that the host saw: the show has been on air for some seconds.
    const { moment } = (await pinning).postDataJSON();
    expect(moment).toEqual({ takeId: expect.any(String), mediaSeconds: expect.any(Number) });
    expect(moment.mediaSeconds).toBeGreaterThan(1);
    expect(moment.mediaSeconds).toBeLessThan(300);
    await host.getByRole("switch", { name: /Sales of Brass/ }).click();
    await expect(first.getByRole("button", { name: /Reserve|Buy/ }).first()).toBeEnabled();
  });

  await test.step("ops watches the board", async () => {
    await signIn(ops, "ops@demo.launchroom");
    await ops.goto("/ops");
    await ops
      .getByRole("link", { name: /Harbour night/ })
      .first()
      .click();
    await ops.waitForURL(/\/ops\/shows\//);
  });

  await test.step("the first viewer reserves and the second sees it happen", async () => {
    await reserve(first, "ada@example.com");
    await expect(second.getByTestId("feed")).toContainText("Brass", { timeout: 10_000 });
    await expect(second.getByTestId("stock-left").first()).toHaveAttribute("data-left", "41");
  });

  await test.step("the second buys the last unit while the first has the sheet open, who is told", async () => {
    await openSheet(first);
    await reserve(second, "ben@example.com");
    await expect(first.getByTestId("sold-out").first()).toBeVisible();
  });

  await test.step("the board equals a recount in SQL", async () => {
    await expect(ops.getByTestId("captured-revenue")).toContainText("598");
    const { url } = await openDatabase({ DATA_DIR: process.env.E2E_DATA_DIR ?? "", DATABASE_URL: undefined });
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    const { rows } = await db.query(
      "SELECT sum(CASE kind WHEN 'refund' THEN -amount_minor ELSE amount_minor END)::int AS paid FROM audit_payments p JOIN audit_orders o ON o.id = p.order_id WHERE p.state = 'captured' AND o.sku = 'LAMP-BRASS'",
    );
    const faults = await db.query("SELECT * FROM audit_faults");
    const stock = await db.query("SELECT available, held, sold FROM audit_stock WHERE sku = 'LAMP-BRASS'");
    await db.end();
    expect(rows).toEqual([{ paid: 59_800 }]);
    expect(faults.rows).toEqual([]);
    expect(stock.rows).toEqual([{ available: 0, held: 0, sold: 2 }]);
  });

  await test.step("the buyer's own page keeps the promise and cancels inside the window", async () => {
    await second.goto("/preorders");
    await second
      .getByRole("link", { name: /Harbour lamp/ })
      .first()
      .click();
    await second.waitForURL(/\/preorders\/.+/);
    await expect(second.getByText(/Apr 1 – 15, 2027/).first()).toBeVisible();
    await second.getByRole("button", { name: "Cancel pre-order" }).click();
    await second.getByRole("button", { name: /Cancel and refund/ }).click();
    await expect(second.getByText("Cancelled", { exact: true }).first()).toBeVisible();
    await expect(first.getByTestId("stock-left").first()).toHaveAttribute("data-left", "41");
    await expect(ops.getByTestId("captured-revenue")).toContainText("299");
  });

  await test.step("the host ends the show", async () => {
    await host.getByRole("button", { name: "End show" }).click();
    await host.getByRole("button", { name: "End the show" }).click();
    await expect(first.getByText("The show has ended").first()).toBeVisible();
  });

  expect(problems).toEqual([]);
});

async function newPage(
  browser: import("@playwright/test").Browser,
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: ["camera", "microphone"] });
  return context.newPage();
}

function watchForProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (404|409|402)/.test(message.text())) problems.push(message.text());
  });
  return problems;
}

async function signIn(page: Page, email: string) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("launchroom-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

async function expectMovingVideo(page: Page) {
  const video = page.locator("video").first();
  const at = () =>
    video.evaluate((element: HTMLVideoElement) => ({
      time: element.currentTime,
      frames: element.getVideoPlaybackQuality().totalVideoFrames,
    }));
  await expect.poll(async () => (await at()).frames, { timeout: 30_000 }).toBeGreaterThan(5);
  const before = await at();
  await expect.poll(async () => (await at()).time, { timeout: 15_000 }).toBeGreaterThan(before.time + 1);
  expect((await at()).frames).toBeGreaterThan(before.frames);
}

async function openSheet(page: Page) {
  await page
    .getByRole("button", { name: /Reserve/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function reserve(page: Page, email: string) {
  await openSheet(page);
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("E-mail").fill(email);
  await sheet.getByRole("button", { name: /Reserve for/ }).click();
  await expect(sheet.getByText("Reserved", { exact: true }).first()).toBeVisible();
  await sheet
    .getByRole("button", { name: /Keep watching|Done/ })
    .first()
    .click();
}
