import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, type Browser, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { type StripeShop, startStripeShop } from "#tests/support/stripe-shop.ts";
import { test } from "#tests/support/test.ts";

const withId = z.object({ id: z.uuid() });
let shop: StripeShop;
let editionId: string;

test.beforeAll(async ({ playwright }) => {
  test.setTimeout(300_000);
  shop = await startStripeShop({ MANUAL_TRANSFER_INSTRUCTIONS: "Example Bank" });
  const host = await playwright.request.newContext({ baseURL: shop.url, extraHTTPHeaders: { origin: shop.url } });
  await signIn(host, "host");
  const [edition] = await shop.sql("SELECT id FROM edition WHERE sku = 'PETREL-SHORE'");
  editionId = String(edition?.id);
  expect((await host.put(`/api/editions/${editionId}/sales`, { data: { open: true } })).ok()).toBe(true);
  await host.dispose();
});

test.afterAll(() => shop.stop());

test("what does not fit the books is counted in the frame and settled from the keyboard", async ({ browser }) => {
  const order = await buy(browser, { rail: "stripe" });
  const [payment] = await shop.sql("SELECT id FROM payment WHERE preorder_id = $1", [order.id]);
  shop.stripe.sendWebhooksTo(undefined);
  const intent = shop.stripe.pay(shop.stripe.intentOf(String(payment?.id)));
  const { raw, headers } = shop.stripe.deliver("payment_intent.succeeded", { ...intent, amount_received: 1 });
  await fetch(`${shop.url}/api/payments/webhooks/stripe`, { method: "POST", body: raw, headers });
  shop.stripe.sendWebhooksTo(`${shop.url}/api/payments/webhooks/stripe`);

  const page = await openDesk(browser);
  await expect(page.getByRole("link", { name: /Payments.*1 matter of money waits/ })).toBeVisible();
  const row = rowOf(page, "Does not fit the books", order.number);
  await expect(row).toContainText("¥0.01");
  await row.focus();
  await page.keyboard.press("a");
  await expect(page.getByText("It still does not fit.")).toBeVisible();
  await row.focus();
  await page.keyboard.press("r");
  await page.getByLabel("Note").fill("The bank took one fen. Sent back by hand.");
  await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText("Everything that providers said fits the books.")).toBeVisible();
});

test("a transfer is found by its reference however it was typed, and confirmed only for what was asked", async ({
  browser,
}) => {
  const order = await buy(browser, { rail: "manual" });
  await buy(browser, { rail: "manual" });
  const [payment] = await shop.sql("SELECT provider_ref FROM payment WHERE preorder_id = $1", [order.id]);
  const page = await openDesk(browser);
  await page.keyboard.press("/");
  await page.keyboard.type(String(payment?.provider_ref).toLowerCase().replaceAll("-", " "));
  await page.keyboard.press("Enter");
  await page.waitForURL(/reference=/);
  const row = rowOf(page, "Transfers awaited", order.number);
  await expect(page.getByRole("region", { name: "Transfers awaited" }).locator("tbody tr")).toHaveCount(1);
  await row.focus();
  await page.keyboard.press("c");
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Amount on the statement").fill("4999");
  await expect(sheet.getByText("That is not what was asked for")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Arrived" })).toBeDisabled();
  await sheet.getByLabel("Amount on the statement").fill("5000");
  await sheet.getByRole("button", { name: "Arrived" }).click();
  await expect(page.getByText("Confirmed. The buyer was told.")).toBeVisible();
  await expect(order.page.getByTestId("order-state")).toHaveAttribute("data-state", "RESERVED");
});

test("a refund that was refused is tried again", async ({ browser }) => {
  const order = await buy(browser, { rail: "test" });
  const outcome = (to: string) =>
    shop.sql(
      "UPDATE test_rail_charge SET outcome = $2 WHERE payment_id = (SELECT id FROM payment WHERE preorder_id = $1 AND kind = 'DEPOSIT')",
      [order.id, to],
    );
  await outcome("failed");
  await order.page.request.post(`/api/preorders/${order.id}/cancellation`, { headers: { origin: shop.url } });
  const page = await openDesk(browser);
  const row = rowOf(page, "Refunds refused", order.number);
  await expect(row).toContainText("more_than_captured");
  await outcome("captured");
  await row.focus();
  await page.keyboard.press("r");
  await expect(page.getByText("Returned.")).toBeVisible();
  await expect(row).toHaveCount(0);
});

test("a place at risk is kept for longer, and given away after its time with the rule that its buyer reads", async ({
  browser,
}) => {
  const order = await buy(browser, { rail: "test", card: "decline_later" });
  await lockAndFail(order);
  const page = await openDesk(browser);
  const row = rowOf(page, "Balances at risk", order.number);
  await expect(row).toContainText("3 of 3");
  await expect(row.getByRole("button", { name: "Release" })).toBeDisabled();
  await row.focus();
  await page.keyboard.press("e");
  await page.getByLabel("Reason").fill("Your bank was closed.");
  await page.getByRole("dialog").getByRole("button", { name: "Extend" }).click();
  await expect(page.getByText("Extended. The buyer was told.")).toBeVisible();
  await order.page.reload();
  await expect(order.page.getByRole("region", { name: "Balance", exact: true })).toContainText("Your bank was closed.");

  await shop.sql("UPDATE balance SET grace_until = now() - interval '1 minute' WHERE preorder_id = $1", [order.id]);
  await page.reload();
  await row.focus();
  await page.keyboard.press("l");
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("button", { name: "Release the order" })).toBeDisabled();
  await sheet.getByLabel("Everything but the deposit").check();
  await expect(sheet.getByText("¥5,000.00 stays, ¥0.00 goes back.")).toBeVisible();
  await sheet.getByLabel("Reason").fill("No answer to five mails.");
  await sheet.getByRole("button", { name: "Release the order" }).click();
  await expect(row).toHaveCount(0);
  const said = order.page.getByRole("region", { name: "Released by the seller" });
  await expect(said).toContainText("¥5,000 was kept");
  await expect(said).toContainText("No answer to five mails.");
});

test("the seller calls the balances of an edition, and their buyers see the day", async ({ browser }) => {
  const order = await buy(browser, { rail: "test" });
  await order.page.request.post(`/api/preorders/${order.id}/lock`, { headers: { origin: shop.url } });
  const page = await openDesk(browser);
  const row = page.getByRole("region", { name: "Balances to be called" }).locator("tbody tr").first();
  await row.focus();
  await page.keyboard.press("c");
  await page.getByRole("dialog").getByLabel("Charged").selectOption({ label: "in 3 days" });
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Call \d+ balance/ })
    .click();
  await expect(page.getByText(/balances? called\./)).toBeVisible();
  const [balance] = await shop.sql(
    "SELECT due_at > now() + interval '2 days 23 hours' AS later FROM balance WHERE preorder_id = $1",
    [order.id],
  );
  expect(balance).toEqual({ later: true });
});

test("who paid too late reads what happened and when the money is back", async ({ browser }) => {
  const order = await pay(browser, { rail: "test", card: "slow" });
  await shop.sql("UPDATE preorder SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [order.id]);
  await order.page.goto(`/preorders/${order.id}`);
  const said = order.page.getByRole("region", { name: "Paid too late, and returned" });
  await expect(said).toContainText("after your hold had run out");
  await expect(said.getByTestId("money-back")).toHaveAttribute("data-state", "CAPTURED", { timeout: 60_000 });
  await expect(said).toContainText("¥5,000 went back");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the full desk is sound on a phone, ${colorScheme}`, async ({ browser }) => {
    const order = await buy(browser, { rail: "test", card: "decline_later" });
    await lockAndFail(order);
    await buy(browser, { rail: "manual" });
    const page = await openDesk(browser, { viewport: { width: 390, height: 844 }, colorScheme });
    await expect(rowOf(page, "Balances at risk", order.number)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
}

type Order = Awaited<ReturnType<typeof pay>>;

/** A guest with an order, on its page. */
async function buy(browser: Browser, way: Record<string, string>) {
  const order = await pay(browser, way);
  await order.page.goto(`/preorders/${order.id}`);
  return order;
}

async function pay(browser: Browser, way: Record<string, string>) {
  const page = await shop.open(browser);
  const headers = { origin: shop.url };
  await page.request.post("/api/auth/sign-in/anonymous", { data: {}, headers });
  const placed = await page.request.post("/api/preorders", {
    data: { editionId, contact: `${randomUUID().slice(0, 8)}@example.com` },
    headers: { ...headers, "idempotency-key": randomUUID() },
  });
  const { id } = withId.parse(await placed.json());
  await page.request.post(`/api/preorders/${id}/deposit`, { data: way, headers });
  const number = id
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/u, "$1-");
  return { id, number, page };
}

/** Locked, due, and declined three times by the server's own job. */
async function lockAndFail({ id, page }: Order) {
  await page.request.post(`/api/preorders/${id}/lock`, { headers: { origin: shop.url } });
  await shop.sql("UPDATE preorder SET locked_at = locked_at - interval '16 minutes' WHERE id = $1", [id]);
  for (const tries of [1, 2, 3]) {
    await shop.sql("UPDATE balance SET due_at = now(), next_try_at = now() WHERE preorder_id = $1 AND tries < $2", [
      id,
      tries,
    ]);
    await expect
      .poll(async () => (await shop.sql("SELECT tries FROM balance WHERE preorder_id = $1", [id]))[0]?.tries)
      .toBe(tries);
  }
}

async function openDesk(browser: Browser, options = {}): Promise<Page> {
  const page = await shop.open(browser, options);
  await signIn(page.request, "ops");
  await page.goto("/ops/payments");
  return page;
}

function rowOf(page: Page, section: string, number: string) {
  return page.getByRole("region", { name: section }).first().locator("tbody tr", { hasText: number });
}

async function signIn(request: APIRequestContext, who: string) {
  const data = { email: `${who}@demo.launchroom`, password: "launchroom-demo" };
  expect((await request.post("/api/auth/sign-in/email", { data, headers: { origin: shop.url } })).ok()).toBe(true);
}
