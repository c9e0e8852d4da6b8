import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { openHostPage } from "#tests/support/host-page.ts";
import { openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a seller says everything in two languages, and each reader sees their own; what is not written is marked as foreign", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const host = await openHostPage(browser, baseURL);
  const reader = await (await browser.newContext({ baseURL, locale: "zh-CN" })).newPage();
  const product = `海港浮标 ${randomUUID().slice(0, 6)}`;

  await test.step("before anything is written the Chinese reader is told that the name is foreign", async () => {
    await reader.goto(stage.product);
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Harbour buoy");
    await expect(
      reader.getByRole("heading", { level: 1 }).locator("xpath=ancestor-or-self::*[@lang='en']"),
    ).toHaveCount(1);
  });

  await test.step("product, edition and show get their Chinese texts in the forms", async () => {
    await findProduct(host, stage.product);
    await host.getByRole("button", { name: "Edit Harbour buoy" }).click();
    await writeChinese(host, { Name: product, Tagline: "漂在水上" }, "Save changes");
    await host.getByRole("button", { name: "Edit Red" }).click();
    await writeChinese(host, { Name: "红色" }, "Save texts and limits");
  });

  await test.step("the Chinese reader reads Chinese, in the page and its title; the English one English", async () => {
    await reader.goto(stage.product);
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText(product);
    await expect(reader).toHaveTitle(new RegExp(product));
    await expect(reader.getByText("漂在水上").first()).toBeVisible();
    await expect(reader.getByText("红色").first()).toBeVisible();
    const english = await (await browser.newContext({ baseURL, locale: "en-GB" })).newPage();
    await english.goto(stage.product);
    await expect(english.getByRole("heading", { level: 1 })).toHaveText("Harbour buoy");
    await expect(english.getByText("红色")).toHaveCount(0);
  });

  await test.step("what was written stands in the form again, and emptied it falls back", async () => {
    await findProduct(host, stage.product);
    await host.getByRole("button", { name: "Edit Harbour buoy" }).click();
    const sheet = host.getByRole("dialog");
    await expect(sheet.getByLabel("Name (Chinese)")).toHaveValue(product);
    await sheet.getByLabel("Name (Chinese)").fill("");
    await sheet.getByRole("button", { name: "Save changes" }).click();
    await expect(sheet).toHaveCount(0);
    // A page is kept for a second.
    await expect(async () => {
      await reader.reload();
      await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Harbour buoy", { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
  });
});

/** The stage's product alone in the studio's list: every stage names its own the same. */
async function findProduct(page: Page, path: string) {
  await page.goto(`/studio/products?q=${path.split("-").at(-1)}`);
  await expect(page.getByRole("button", { name: "Edit Harbour buoy" })).toHaveCount(1);
}

async function writeChinese(page: Page, texts: Record<string, string>, save: string) {
  const sheet = page.getByRole("dialog");
  await sheet.getByText("The same in Chinese").click();
  for (const [field, text] of Object.entries(texts)) await sheet.getByLabel(`${field} (Chinese)`).fill(text);
  await sheet.getByRole("button", { name: save }).click();
  await expect(sheet).toHaveCount(0);
}
