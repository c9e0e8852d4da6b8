import { type APIRequestContext, type Browser, expect } from "@playwright/test";
import { z } from "zod";
import { test } from "#tests/support/test.ts";

const made = z.object({ id: z.uuid(), editions: z.array(z.object({ id: z.uuid() })) });

test("a payment that is decided later ends by itself on the buyer's screen", async ({
  browser,
  playwright,
  baseURL,
}) => {
  const host = await playwright.request.newContext({ baseURL });
  await host.post("/api/auth/sign-in/email", {
    data: { email: "host@demo.launchroom", password: "launchroom-demo" },
  });
  await openForSale(host);
  await host.dispose();

  const [slow, lost] = await Promise.all([
    reserveWith(browser, "slow@example.com", "Card whose bank takes two seconds"),
    reserveWith(browser, "lost@example.com", "Card whose answer is lost on the way"),
  ]);
  await expect(slow.getByTestId("reserved"), "its own webhook said so").toBeVisible({ timeout: 15_000 });
  await expect(lost.getByTestId("reserved"), "the completer asked for it").toBeVisible({ timeout: 60_000 });
});

async function openForSale(host: APIRequestContext) {
  const product = made.parse(
    await (await host.post("/api/products", { data: { slug: "pay-later", name: "Pay later" } })).json(),
  );
  const data = {
    ...{ sku: "PAY-LATER", name: "Plain", stock: 9, priceMinor: 24_900, depositMinor: 4900, currency: "CNY" },
    waves: [{ capacity: 9, start: "2027-01-01", end: "2027-01-14" }],
  };
  const { editions } = made.parse(await (await host.post(`/api/products/${product.id}/editions`, { data })).json());
  const opened = await host.put(`/api/editions/${editions[0]?.id}/sales`, { data: { open: true } });
  expect(opened.status()).toBe(200);
}

/** Up to the moment at which the sheet says that the bank is deciding. */
async function reserveWith(browser: Browser, email: string, card: string) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto("/products/pay-later");
  await page
    .getByRole("button", { name: /Reserve/ })
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("E-mail").fill(email);
  await sheet.getByLabel("Test payment").selectOption({ label: card });
  await sheet.getByRole("button", { name: /Reserve for/ }).click();
  await expect(sheet.getByText("Your bank is deciding.")).toBeVisible();
  return page;
}
