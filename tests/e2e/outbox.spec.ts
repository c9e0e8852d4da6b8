import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect } from "@playwright/test";
import { z } from "zod";
import { test } from "#tests/support/test.ts";

const withId = z.object({ id: z.uuid() });
const address = `lin-${randomUUID().slice(0, 8)}@example.com`;

test("operators read what a buyer was written, and its link opens the order on another device, to read", async ({
  browser,
  baseURL,
}) => {
  const orderId = await reserve((await browser.newContext()).request, baseURL ?? "");
  const ops = await browser.newContext();
  await signIn(ops.request, "ops", baseURL ?? "");
  const page = await ops.newPage();
  await page.goto("/ops");
  await page.getByRole("link", { name: "Mail" }).click();
  await expect(page.getByText("nothing leaves this machine")).toBeVisible();

  await test.step("the address finds the receipt", async () => {
    await page.getByRole("searchbox").fill(address.slice(0, 9).toUpperCase());
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForURL(/search=/);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("row")).toHaveCount(2, { timeout: 1000 });
    }).toPass();
    await page.getByRole("link", { name: /^Reserved: / }).click();
    await expect(page.getByRole("button", { name: "Send again" })).toBeDisabled();
  });

  const mail = page.frameLocator("iframe");
  await expect(mail.getByText("Free cancellation until")).toBeVisible();
  expect(await page.locator("iframe").getAttribute("sandbox")).not.toMatch(/scripts|same-origin/);
  const link = await mail.getByRole("link", { name: "Open your order" }).getAttribute("href");

  await test.step("everybody can read the page", async () => {
    // The frame lets nothing in, the examiner included.
    await page.locator("iframe").evaluate((frame) => frame.remove());
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, at: nodes[0]?.html }))).toEqual([]);
  });

  await test.step("the link shows the order to somebody without a session, with nothing to press", async () => {
    const other = await (await browser.newContext()).newPage();
    await other.goto(link ?? "");
    await expect(other.getByTestId("order-state")).toHaveAttribute("data-state", "RESERVED");
    await expect(other.getByText("You see this order through the link in your mail")).toBeVisible();
    await expect(other.getByRole("button", { name: "Cancel pre-order" })).toHaveCount(0);
    await expect(other.getByRole("link", { name: "Review and lock" })).toHaveCount(0);
    const [file] = await Promise.all([
      other.waitForEvent("download"),
      other.getByRole("link", { name: "Add the dates to your calendar" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^order-.*\.ics$/);
    await other.goto(`/preorders/${orderId}`);
    await expect(other.getByRole("heading", { name: "Nothing on this channel" })).toBeVisible();
    await expect(other.getByTestId("order-state")).toHaveCount(0);
  });
});

/** The host buys their own lamp and leaves another address. */
async function reserve(host: APIRequestContext, origin: string): Promise<string> {
  await signIn(host, "host", origin);
  const run = randomUUID().slice(0, 8);
  const product = withId.parse(await post(host, "/api/products", { slug: `buoy-${run}`, name: "Buoy lamp" }));
  const made = z.object({ editions: z.array(withId) }).parse(
    await post(host, `/api/products/${product.id}/editions`, {
      ...{ sku: `BUOY-${run.toUpperCase()}`, name: "Red", priceMinor: 89_900, depositMinor: 9900, currency: "CNY" },
      ...{ stock: 20, lockDeadlineDays: 30, waves: [{ capacity: 20, start: "2028-05-01", end: "2028-05-20" }] },
    }),
  );
  const editionId = made.editions[0]?.id ?? "";
  await host.put(`/api/editions/${editionId}/sales`, { data: { open: true } });
  const order = withId.parse(await post(host, "/api/preorders", { editionId, contact: address }, randomUUID()));
  await post(host, `/api/preorders/${order.id}/deposit`, {});
  return order.id;
}

async function signIn(request: APIRequestContext, who: string, origin: string) {
  const data = { email: `${who}@demo.launchroom`, password: "launchroom-demo" };
  const answer = await request.post("/api/auth/sign-in/email", { data, headers: { origin } });
  expect(answer.ok()).toBe(true);
}

async function post(request: APIRequestContext, path: string, data: unknown, key?: string): Promise<unknown> {
  const answer = await request.post(path, { data, headers: key ? { "idempotency-key": key } : {} });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}
