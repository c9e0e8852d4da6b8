import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { stripeNumbers } from "#tests/support/stripe-cards.ts";
import { type StripeShop, startStripeShop } from "#tests/support/stripe-shop.ts";
import { test } from "#tests/support/test.ts";

const withId = z.object({ id: z.uuid() });
const phone = { width: 390, height: 844 };
let shop: StripeShop;
let slug: string;

test.beforeAll(async ({ playwright }) => {
  test.setTimeout(300_000);
  shop = await startStripeShop();
  const host = await playwright.request.newContext({ baseURL: shop.url, extraHTTPHeaders: { origin: shop.url } });
  await host.post("/api/auth/sign-in/email", { data: { email: "host@demo.launchroom", password: "launchroom-demo" } });
  slug = `lamp-${randomUUID().slice(0, 8)}`;
  const product = withId.parse(await (await host.post("/api/products", { data: { slug, name: "Pier lamp" } })).json());
  const data = {
    ...{ sku: slug.toUpperCase(), name: "Slate", stock: 50, perPersonLimit: 5, currency: "EUR" },
    ...{ priceMinor: 89_900, depositMinor: 9900, balanceDueOn: "2030-03-01", balanceGraceDays: 10 },
    waves: [{ capacity: 50, start: "2030-05-01", end: "2030-05-20" }],
  };
  const made = await (await host.post(`/api/products/${product.id}/editions`, { data })).json();
  const { editions } = z.object({ editions: z.array(withId) }).parse(made);
  expect((await host.put(`/api/editions/${editions[0]?.id}/sales`, { data: { open: true } })).ok()).toBe(true);
  await host.dispose();
});

test.afterAll(() => shop.stop());

test("a card typed into the form reserves, after a declined one and one whose number is incomplete", async ({
  browser,
}) => {
  const { page, sheet } = await openForm(browser);
  await test.step("the form stands in our look, and says where the number goes", async () => {
    await expect(sheet.getByText("goes to Stripe alone")).toBeVisible();
    await expect(sheet.getByText("kept there for the balance")).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
  await test.step("an incomplete number is told and charges nothing", async () => {
    await submit(page, "4242");
    await expect(sheet.getByRole("alert")).toHaveText("Your card number is incomplete.");
    await expect(sheet.getByLabel("Card number"), "what was typed stays").toHaveValue("4242");
  });
  await test.step("a declined card is told in Stripe's words, and a new form is there", async () => {
    await submit(page, stripeNumbers.noMoney);
    await expect(sheet.getByRole("alert")).toHaveText("The card was declined.");
    await expect(sheet.getByLabel("Card number")).toHaveValue("");
  });
  await test.step("a good one reserves", async () => {
    await submit(page, stripeNumbers.good);
    await expect(sheet.getByTestId("reserved")).toBeVisible();
  });
  await sheet.getByRole("link", { name: "Open your order" }).click();
  await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "RESERVED");
  await expect(page.getByRole("region", { name: "Balance", exact: true })).toContainText("charged to Visa •• 4242");
});

test("the signed webhook alone reserves, when the buyer closes the page right after paying", async ({ browser }) => {
  const { page } = await openForm(browser);
  await page.route("**/api/preorders/*/deposit", (route) => route.abort());
  await submit(page, stripeNumbers.good);
  const [order] = await shop.sql("SELECT id FROM preorder ORDER BY placed_at DESC LIMIT 1");
  await expect.poll(() => stateOf(String(order?.id))).toBe("RESERVED");
  const events = await shop.sql(
    "SELECT e.status FROM payment_event e JOIN payment p ON p.id = e.payment_id WHERE p.preorder_id = $1",
    [order?.id],
  );
  expect(events).toEqual([{ status: "applied" }]);
  await page.context().close();
});

test("a bank that asks is answered over the sheet, and a no at the bank may be tried again", async ({ browser }) => {
  const { page, sheet } = await openForm(browser);
  await submit(page, stripeNumbers.asksAlways);
  const bank = page.frameLocator('iframe[title="Bank"]');
  await bank.getByRole("button", { name: "Fail" }).click();
  await expect(sheet.getByRole("alert")).toHaveText("The bank could not confirm that it was you.");
  await submit(page, stripeNumbers.asksAlways);
  await bank.getByRole("button", { name: "Complete" }).click();
  await expect(sheet.getByTestId("reserved")).toBeVisible();
});

test("a way to pay that leaves the page comes back to the order, which is reserved", async ({ browser }) => {
  shop.stripe.sendWebhooksTo(undefined);
  const { page, sheet } = await openForm(browser);
  await sheet.getByRole("button", { name: "Pay at your bank" }).click();
  await sheet.getByRole("button", { name: /Pay .* deposit/ }).click();
  await page.waitForURL(/\/preorders\/[0-9a-f-]+$/);
  await expect(page.getByTestId("order-state"), "without any webhook").toHaveAttribute("data-state", "RESERVED");
  shop.stripe.sendWebhooksTo(`${shop.url}/api/payments/webhooks/stripe`);
});

test("a returning buyer pays with the kept card in two taps", async ({ browser }) => {
  const { page, sheet } = await openForm(browser);
  await submit(page, stripeNumbers.good);
  await expect(sheet.getByTestId("reserved")).toBeVisible();
  await page.goto(`/products/${slug}`);
  await page
    .getByRole("button", { name: /Reserve/ })
    .first()
    .click();
  await expect(sheet.getByLabel("Pay by")).toContainText("Visa •• 4242");
  await sheet.getByRole("button", { name: /Reserve for/ }).click();
  await expect(sheet.getByTestId("reserved")).toBeVisible();
});

test("a balance that failed is paid on the order's page with another card, kept for nothing more", async ({
  browser,
}) => {
  const { page, orderId } = await lockedWith(browser, stripeNumbers.declinedLater);
  await fallDue(orderId);
  const balance = page.getByRole("region", { name: "Balance", exact: true });
  await expect(balance.getByRole("alert")).toContainText("the card was declined");
  await balance.getByLabel("Pay by").selectOption({ label: "Another Card" });
  await balance.getByRole("button", { name: "Pay €800 balance" }).click();
  await balance.getByLabel("Card number").fill(stripeNumbers.good);
  await balance.getByRole("button", { name: "Pay €800 balance" }).click();
  await expect(balance).toHaveCount(0);
  await expect(page.getByTestId("paid")).toContainText("899");
});

test("the card is changed on the order's page, and the failed balance is charged to the new one by itself", async ({
  browser,
}) => {
  const { page, orderId } = await lockedWith(browser, stripeNumbers.declinedLater);
  await fallDue(orderId);
  const balance = page.getByRole("region", { name: "Balance", exact: true });
  await expect(balance.getByRole("alert")).toBeVisible();
  await balance.getByRole("button", { name: "Change the card" }).click();
  await balance.getByLabel("Pay by").selectOption({ label: "Another Card" });
  await balance.getByRole("button", { name: "Charge this from now on" }).click();
  await balance.getByLabel("Card number").fill(stripeNumbers.good);
  await balance.getByRole("button", { name: "Charge this from now on" }).click();
  await expect(page.getByText("From now on the balance is charged to Visa •• 4242.")).toBeVisible();
  await expect(page.getByTestId("paid")).toContainText("899", { timeout: 30_000 });
});

test("a bank that wants the buyer for the balance is answered with the kept card", async ({ browser }) => {
  const { page, orderId } = await lockedWith(browser, stripeNumbers.asksAlways);
  await fallDue(orderId);
  const balance = page.getByRole("region", { name: "Balance", exact: true });
  await expect(balance.getByRole("alert")).toContainText("Your bank wants you to confirm");
  await balance.getByRole("button", { name: "Pay €800 balance" }).click();
  await page.frameLocator('iframe[title="Bank"]').getByRole("button", { name: "Complete" }).click();
  await expect(page.getByTestId("paid")).toContainText("899");
});

/** A guest before Stripe's form, the units held. */
async function openForm(browser: Browser) {
  const page = await shop.open(browser, { viewport: phone });
  await page.goto(`/products/${slug}`);
  await page
    .getByRole("button", { name: /Reserve/ })
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("E-mail").fill(`${randomUUID().slice(0, 8)}@example.com`);
  await sheet.getByLabel("Pay by").selectOption({ label: "Card" });
  await sheet.getByRole("button", { name: /Reserve for/ }).click();
  await expect(sheet.getByLabel("Card number")).toBeVisible();
  return { page, sheet };
}

async function submit(page: Page, number: string) {
  await page.getByLabel("Card number").fill(number);
  await page.getByRole("button", { name: /Pay .* deposit/ }).click();
}

async function lockedWith(browser: Browser, number: string) {
  const { page, sheet } = await openForm(browser);
  await submit(page, number);
  if (number === stripeNumbers.asksAlways)
    await page.frameLocator('iframe[title="Bank"]').getByRole("button", { name: "Complete" }).click();
  await expect(sheet.getByTestId("reserved")).toBeVisible();
  await sheet.getByRole("link", { name: "Open your order" }).click();
  await page.waitForURL(/\/preorders\//);
  const orderId = page.url().split("/").at(-1) ?? "";
  const locked = await page.request.post(`/api/preorders/${orderId}/lock`, { headers: { origin: shop.url } });
  expect(locked.ok()).toBe(true);
  return { page, orderId };
}

/** Lets the database's clock reach the day; the server's own job does the rest. */
async function fallDue(orderId: string) {
  await shop.sql("UPDATE preorder SET locked_at = locked_at - interval '16 minutes' WHERE id = $1", [orderId]);
  await shop.sql("UPDATE balance SET due_at = now(), next_try_at = now() WHERE preorder_id = $1", [orderId]);
}

async function stateOf(orderId: string) {
  const [row] = await shop.sql("SELECT state FROM preorder WHERE id = $1", [orderId]);
  return row?.state;
}
