import { expect } from "@playwright/test";
import { openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a browser without scripts has the picture's address and the price, reserves by form and pays the deposit", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL, { stock: 3 });
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: "en" });
  const page = await context.newPage();
  await page.goto(stage.room);
  await page.getByRole("link", { name: /too old for the whole page/ }).click();
  await expect(page.locator("video")).toHaveAttribute("src", `/media/${stage.showId}/native.m3u8`);
  await page.getByLabel("E-mail for this order").first().fill("nobody");
  await page.getByRole("checkbox").first().check();
  await page.getByLabel("E-mail for this order").first().fill("old.browser@example.com");
  await page
    .getByRole("button", { name: /^Reserve for/ })
    .first()
    .click();
  await expect(page.getByRole("status")).toContainText("We keep it for you until");
  await page.reload();
  await expect(page.getByRole("status")).toContainText("1 ×");
  await page.getByRole("button", { name: /Pay the deposit \(test\)/ }).click();
  await expect(page.getByRole("status")).toContainText("the order stands");
  await page.screenshot({ path: test.info().outputPath("plain.png"), fullPage: true });

  const again = await page.request.post(page.url().split("?")[0] ?? "", {
    form: {
      act: "reserve",
      editionId: "no edition",
      quantity: "1",
      contact: "x@example.com",
      country: "",
      key: "12345678",
    },
  });
  expect(again.status()).toBe(422);
  expect(await again.text()).toContain('role="alert"');
  await context.close();
});
