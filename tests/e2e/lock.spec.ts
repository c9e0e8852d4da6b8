import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { test } from "#tests/support/test.ts";

const withId = z.object({ id: z.uuid() });

let editionId: string;

test.beforeAll(async ({ browser, baseURL }) => {
  const host = await signIn(browser, "host", baseURL);
  const run = randomUUID().slice(0, 8);
  const product = withId.parse(await post(host, "/api/products", { slug: `lamp-${run}`, name: "Quay lamp" }));
  const made = z.object({ editions: z.array(withId) }).parse(
    await post(host, `/api/products/${product.id}/editions`, {
      sku: `QUAY-${run.toUpperCase()}`,
      name: "Slate",
      priceMinor: 89_900,
      depositMinor: 9900,
      currency: "CNY",
      stock: 20,
      perPersonLimit: 20,
      lockDeadlineDays: 30,
      waves: [{ capacity: 20, start: "2028-05-01", end: "2028-05-20" }],
    }),
  );
  editionId = made.editions[0]?.id ?? "";
  await host.put(`/api/editions/${editionId}/sales`, { data: { open: true } });
});

test("a short press locks nothing, a hold locks, and the buyer takes it back", async ({ browser }) => {
  const { page, orderId } = await openLockScreen(browser, { viewport: phone });
  const button = page.getByRole("button", { name: "Press and hold to lock" });

  await test.step("the screen says what becomes final", async () => {
    for (const text of ["no longer refundable", "Slate", "May 1 – 20, 2028"]) {
      await expect(page.getByText(text).first()).toBeVisible();
    }
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  await test.step("a click and a hold that is too short change nothing", async () => {
    await button.click();
    await expect(page.getByTestId("lock-phase")).toHaveAttribute("data-phase", "letGo");
    await button.hover();
    await page.mouse.down();
    await expect.poll(() => progressOf(page)).toBeGreaterThan(0.3);
    await page.mouse.up();
    await expect.poll(() => progressOf(page)).toBe(0);
    expect(await stateOf(page, orderId)).toBe("RESERVED");
  });

  await test.step("sliding off the button lets go", async () => {
    await button.hover();
    await page.mouse.down();
    await expect.poll(() => progressOf(page)).toBeGreaterThan(0.1);
    await page.mouse.move(4, 4);
    await expect.poll(() => progressOf(page)).toBe(0);
    await page.mouse.up();
    expect(await stateOf(page, orderId)).toBe("RESERVED");
  });

  await test.step("held until the ring closes, it locks", async () => {
    await button.hover();
    await page.mouse.down();
    await page.waitForURL(`**/preorders/${orderId}`);
    await page.mouse.up();
    await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "LOCKED");
    await expect(page.getByTestId("undo-left")).toContainText("14");
    await expect(page.getByRole("button", { name: "Cancel pre-order" })).toHaveCount(0);
  });

  await test.step("the undo makes it reserved again", async () => {
    await page.getByRole("button", { name: "Undo the lock" }).click();
    await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "RESERVED");
    await expect(page.getByRole("link", { name: "Review and lock" })).toBeVisible();
    expect(await stateOf(page, orderId)).toBe("RESERVED");
  });
});

for (const key of ["Space", "Enter"]) {
  test(`${key} held for two seconds locks, tapped it does not`, async ({ browser }) => {
    const { page, orderId } = await openLockScreen(browser, { reducedMotion: "reduce" });
    await page.getByRole("button", { name: "Press and hold to lock" }).focus();
    await page.keyboard.press(key);
    await expect(page.getByTestId("lock-phase")).toHaveAttribute("data-phase", "letGo");
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    expect(await stateOf(page, orderId)).toBe("RESERVED");
    await page.keyboard.down(key);
    await page.waitForURL(`**/preorders/${orderId}`);
    await page.keyboard.up(key);
    await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "LOCKED");
  });
}

test("who cannot hold locks in two steps, and the first of them changes nothing", async ({ browser }) => {
  const { page, orderId } = await openLockScreen(browser);
  const dialog = page.getByRole("alertdialog");

  // What a screen reader does: it presses without a pointer and without a key.
  await page.getByRole("button", { name: "Press and hold to lock" }).evaluate((button: HTMLElement) => button.click());
  await expect(dialog).toContainText("no longer refundable");
  await expect(dialog.getByRole("button", { name: "Keep it reserved" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  expect(await stateOf(page, orderId)).toBe("RESERVED");

  await page.getByRole("button", { name: "Lock in two steps instead" }).click();
  await dialog.getByRole("button", { name: "Lock the order" }).click();
  await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "LOCKED");
  await page.goto(`/preorders/${orderId}/lock`);
  await expect(page).toHaveURL(new RegExp(`/preorders/${orderId}$`));
});

test("a changed promise appears on the open order page with its reason", async ({ browser, baseURL }) => {
  const { page, orderId } = await openLockScreen(browser);
  await page.goto(`/preorders/${orderId}`);
  const ops = await signIn(browser, "ops", baseURL);
  await post(ops, `/api/ops/preorders/${orderId}/promise`, {
    start: "2028-07-03",
    end: "2028-07-09",
    reason: "The mould for the shade cracked.",
  });
  const history = page.getByTestId("promise-history");
  await expect(history).toContainText("The mould for the shade cracked.");
  await expect(history).toContainText("May 1 – 20, 2028");
  await expect(history).toContainText("Jul 3 – 9, 2028");
});

const phone = { width: 390, height: 844 };

/** A guest with a paid, reserved order, before the screen that locks it. */
async function openLockScreen(browser: Browser, options: BrowserContextOptions = {}) {
  const guest = await browser.newContext({ reducedMotion: "no-preference", ...options });
  await post(guest.request, "/api/auth/sign-in/anonymous", {});
  const body = { editionId, contact: "lin@example.com" };
  const order = withId.parse(await post(guest.request, "/api/preorders", body, randomUUID()));
  await post(guest.request, `/api/preorders/${order.id}/deposit`, {});
  const page = await guest.newPage();
  await page.goto(`/preorders/${order.id}`);
  await page.getByRole("link", { name: "Review and lock" }).click();
  await page.waitForURL("**/lock");
  return { page, orderId: order.id };
}

async function signIn(browser: Browser, who: string, origin: string = ""): Promise<APIRequestContext> {
  const { request } = await browser.newContext();
  const data = { email: `${who}@demo.launchroom`, password: "launchroom-demo" };
  const answer = await request.post("/api/auth/sign-in/email", { data, headers: { origin } });
  expect(answer.ok()).toBe(true);
  return request;
}

async function post(request: APIRequestContext, path: string, data: unknown, key?: string): Promise<unknown> {
  const answer = await request.post(path, { data, headers: key ? { "idempotency-key": key } : {} });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

async function stateOf(page: Page, orderId: string): Promise<unknown> {
  const answer = await page.request.get(`/api/preorders/${orderId}`);
  return z.object({ state: z.string() }).parse(await answer.json()).state;
}

async function progressOf(page: Page): Promise<number> {
  return Number(await page.getByTestId("hold-ring").getAttribute("data-progress"));
}
