import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { z } from "zod";
import { axeFaults, openPhone, openStage, post, type Stage, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("on a phone a guest puts two products into the basket, pays once, and finds both orders together", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const lamp = await addProduct(stage, { name: "Signal lamp", priceMinor: 19_900, depositMinor: 1900 });
  const page = await openPhone(browser, baseURL);
  const sheet = page.getByRole("dialog");
  const chip = page.getByTestId("basket-chip");

  await test.step("Add stands beside Reserve, and the bar says how much there is, also after a reload", async () => {
    await page.goto(stage.room);
    await expect(chip).toHaveCount(0);
    await openShelf(page);
    await sheet.getByRole("button", { name: "Add Harbour buoy to the basket" }).click();
    await sheet.getByRole("button", { name: "Add Signal lamp to the basket" }).click();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(chip).toHaveAccessibleName("Basket: 2 products, ¥798");
    await page.reload();
    await expect(chip).toHaveAccessibleName("Basket: 2 products, ¥798");
  });

  await test.step("each line has its own promise; a line is removed and brought back, the price that changed is asked about", async () => {
    const dearer = { currency: "CNY", priceMinor: 20_900, depositMinor: 1900, taxBp: 0, prices: [] };
    expect((await stage.host.put(`/api/editions/${lamp.editionId}/prices`, { data: dearer })).status()).toBe(200);
    await page.reload();
    await chip.click();
    await expect(sheet.getByTestId("basket-line")).toHaveCount(2);
    await expect(sheet).toContainText("The price changed since you added it");
    await expect(sheet.getByRole("button", { name: /Reserve all/ })).toBeDisabled();
    await sheet.getByRole("button", { name: "Keep Signal lamp Brass at the new price" }).click();
    await sheet.getByRole("button", { name: "Remove Harbour buoy Red" }).click();
    await expect(sheet.getByTestId("basket-line")).toHaveCount(1);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(sheet.getByTestId("basket-line")).toHaveCount(2);
    await expect(sheet.getByText("May 1", { exact: false }).first()).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
  });

  await test.step("one confirmation, one payment", async () => {
    await sheet.getByLabel("E-mail").fill(`${randomUUID().slice(0, 8)}@example.com`);
    await sheet.getByRole("button", { name: "Reserve all for ¥118" }).click();
    const done = sheet.getByTestId("basket-done");
    await expect(done.getByRole("listitem")).toHaveCount(2);
    await expect(done.getByText("Reserved", { exact: false })).toHaveCount(2);
    expect(await axeFaults(page)).toEqual([]);
    await sheet.getByRole("button", { name: "Keep watching" }).click();
    await expect(chip).toHaveCount(0);
  });

  await test.step("the list has them together, and each page names the other", async () => {
    await page.goto("/preorders");
    await expect(page.getByText("Ordered together · 2 orders")).toBeVisible();
    await page.getByRole("link", { name: "Harbour buoy Red" }).click();
    await page.waitForURL("**/preorders/*");
    await expect(page.getByRole("heading", { level: 1, name: "Harbour buoy Red" })).toBeVisible();
    await expect(page.getByTestId("order-state").first()).toHaveAttribute("data-state", "RESERVED");
    await expect(page.getByRole("link", { name: "Signal lamp Brass" })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
  });
});

test("what is gone is said in its line and left out, in Chinese too", async ({ browser, baseURL }) => {
  const stage = await openStage(browser, baseURL);
  const lamp = await addProduct(stage, { name: "Signal lamp", priceMinor: 19_900, depositMinor: 1900 });
  const page = await openPhone(browser, baseURL);
  await page.context().addCookies([{ name: "locale", value: "zh-CN", url: baseURL ?? "" }]);
  await page.goto(stage.room);
  await openShelf(page);
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "把 Harbour buoy 加入购物篮" }).click();
  await sheet.getByRole("button", { name: "把 Signal lamp 加入购物篮" }).click();
  await page.keyboard.press("Escape");
  await stage.host.put(`/api/editions/${lamp.editionId}/sales`, { data: { open: false } });
  await page.getByTestId("basket-chip").click();
  await expect(sheet.getByRole("heading", { name: "购物篮" })).toBeVisible();
  await expect(sheet.getByTestId("lost-line")).toContainText("已经买不到了");
  await expect(sheet.getByTestId("basket-line")).toHaveCount(1);
  await expect(sheet.getByRole("button", { name: /全部预订/ })).toBeEnabled();
  expect(await axeFaults(page)).toEqual([]);
});

type Page = Awaited<ReturnType<typeof openPhone>>;

async function openShelf(page: Page) {
  // A tap that comes before the page is alive does nothing.
  await expect(async () => {
    await page.getByRole("button", { name: /products in this show|本场 \d+ 件/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 2000 });
  }).toPass();
}

type Wish = { name: string; priceMinor: number; depositMinor: number };

/** One more thing to buy in the show. */
async function addProduct({ host, showId }: Stage, { name, ...terms }: Wish) {
  const run = randomUUID().slice(0, 8);
  const product = withId.parse(await post(host, "/api/products", { slug: `lamp-${run}`, name }));
  const made = z.object({ editions: z.array(withId) }).parse(
    await post(host, `/api/products/${product.id}/editions`, {
      ...{ sku: `LAMP-${run.toUpperCase()}`, name: "Brass", currency: "CNY", stock: 5, ...terms },
      waves: [{ capacity: 50, start: "2028-06-01", end: "2028-06-20" }],
    }),
  );
  const editionId = made.editions[0]?.id ?? "";
  await post(host, `/api/shows/${showId}/products`, { productId: product.id });
  await host.put(`/api/editions/${editionId}/sales`, { data: { open: true } });
  return { editionId };
}
