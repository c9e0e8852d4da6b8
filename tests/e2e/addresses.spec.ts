import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { axeFaults, openStage, post, type Stage, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

let stage: Stage;
test.beforeAll(async ({ browser, baseURL }) => {
  stage = await openStage(browser, baseURL, { stock: 20, perPersonLimit: 20 });
});

/** A guest on a phone, at an order whose deposit is paid. */
async function openPaidOrder(browser: Browser, locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale });
  const { request } = context;
  await post(request, "/api/auth/sign-in/anonymous", {});
  const body = { editionId: stage.editionId, contact: `wei-${randomUUID().slice(0, 8)}@example.com` };
  const { id } = withId.parse(await post(request, "/api/preorders", body, randomUUID()));
  await post(request, `/api/preorders/${id}/deposit`, {});
  const page = await context.newPage();
  await page.goto(`/preorders/${id}`);
  return page;
}

test("on a phone an address is asked in its country's form, refused at its field, and stands on the order", async ({
  browser,
}) => {
  const page = await openPaidOrder(browser, "de-DE");
  await page.getByRole("button", { name: "Enter an address" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByLabel("Country or region"), "the browser's own country").toHaveValue("DE");
  await sheet.getByLabel("Name of whoever receives it").fill("Jo Doe");
  await sheet.getByLabel("Phone").fill("030 901820");
  await sheet.getByLabel("Street and number").fill("Hafenweg 1");
  await expect(sheet.getByLabel("Phone"), "as it is called from abroad").toHaveValue("+49 30 901820");
  await sheet.getByLabel("Postcode").fill("123");
  await sheet.getByLabel("City").fill("Berlin");
  await sheet.getByRole("button", { name: "Send it here" }).click();
  await expect(sheet.getByLabel("Postcode")).toBeFocused();
  await expect(sheet.getByText("Enter a postcode of this country.")).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await sheet.getByLabel("Postcode").fill("10115");
  await sheet.getByRole("button", { name: "Send it here" }).click();
  await expect(sheet).toBeHidden();
  const address = page.getByRole("region", { name: "Where it goes" });
  await expect(address.getByText("10115 Berlin")).toBeVisible();
  await address.getByRole("button", { name: "Change the address" }).click();
  await sheet.getByLabel("Country or region").selectOption("US");
  await expect(sheet.getByLabel("State")).toBeVisible();
  await expect(sheet.getByLabel("ZIP code")).toBeVisible();
});

test("in Chinese the form runs from the postcode down to the street", async ({ browser }) => {
  const page = await openPaidOrder(browser, "zh-CN");
  await page.getByRole("button", { name: "填写地址" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByLabel("国家或地区")).toHaveValue("CN");
  const order = await sheet
    .locator("input[name], textarea[name]")
    .evaluateAll((fields) => fields.map((field) => field.getAttribute("name")));
  expect(order).toEqual(["name", "phone", "company", "postcode", "region", "locality", "district", "street"]);
  await sheet.getByLabel("收件人姓名").fill("魏");
  await sheet.getByLabel("电话").fill("13812345678");
  await sheet.getByLabel("邮政编码").fill("２００１２０");
  await sheet.getByLabel("省/自治区/直辖市").fill("上海市");
  await sheet.getByLabel("城市").fill("上海市");
  await sheet.getByLabel("区/县").fill("浦东新区");
  await sheet.getByLabel("街道与门牌号").fill("世纪大道1号");
  await sheet.getByRole("button", { name: "寄到这里" }).click();
  await expect(page.getByText("上海市上海市浦东新区")).toBeVisible();
});
