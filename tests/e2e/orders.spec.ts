import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page } from "@playwright/test";
import { z } from "zod";
import {
  armDrop,
  axeFaults,
  fireDrop,
  openPhone,
  openStage,
  post,
  type Stage,
  someGuest,
  withId,
} from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

type EditionWish = { name: string; priceMinor: number; depositMinor: number; stock?: number };

const desk = { width: 1440, height: 900 };

test("a buyer compares editions, changes, and finds the money, the clock and the receipt where they belong", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  await addEdition(stage, { name: "Gold", priceMinor: 99_900, depositMinor: 19_900 });
  await addEdition(stage, { name: "Sold out", priceMinor: 99_900, depositMinor: 0, stock: 0 });
  const page = await openPhone(browser, baseURL);
  const old = await reserve(page, stage);
  const found: unknown[] = [];

  await test.step("the order page shows what happened, the clock, and the way to another edition", async () => {
    await page.goto(`/preorders/${old}`);
    const timeline = page.getByTestId("timeline");
    await expect(timeline.getByRole("listitem")).toHaveCount(5);
    await expect(timeline.locator("[aria-current=step]")).toContainText("Reserved");
    await expect(page.getByTestId("refund-left")).toContainText("6d");
    found.push(...(await faultsOf(page)));
    await page.getByRole("link", { name: "Compare editions" }).click();
    await page.waitForURL(`**/preorders/${old}/change`);
  });

  await test.step("what cannot be had says why; what can be had shows every term now and then", async () => {
    await expect(page.getByRole("radio", { name: /Sold out/ })).toBeDisabled();
    await page.getByRole("radio", { name: /Gold/ }).check();
    const preview = page.getByTestId("change-preview");
    await expect(preview.getByRole("row", { name: /Paid, moves along/ })).toContainText("¥99");
    await expect(preview.getByRole("row", { name: /Balance before delivery/ })).toContainText("¥900");
    await expect(preview.getByRole("row", { name: /Free cancellation until/ })).toContainText("unchanged");
    found.push(...(await faultsOf(page)));
  });

  await test.step("one press changes it; the new order says where it came from, the old one what it became", async () => {
    await page.getByRole("button", { name: "Change to Gold" }).click();
    await expect(page.getByRole("heading", { name: "Harbour buoy Gold" })).toBeVisible();
    await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "RESERVED");
    await expect(page.getByTestId("paid")).toContainText("¥99");
    await expect(page.getByText("Moved from order", { exact: false })).toBeVisible();
    await page.goto(`/preorders/${old}`);
    await expect(page.getByRole("heading", { name: "This order became Gold" })).toBeVisible();
    await expect(page.getByTestId("timeline").getByRole("listitem").last()).toContainText(
      "Changed into another edition",
    );
    await expect(page.getByText("Moved to order", { exact: false })).toBeVisible();
    found.push(...(await faultsOf(page)));
    await page.getByRole("link", { name: /Open order/ }).click();
    await expect(page.getByRole("heading", { name: "Harbour buoy Gold" })).toBeVisible();
  });

  await test.step("the receipt stands alone on paper", async () => {
    await page.getByRole("link", { name: "Receipt" }).click();
    await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
    found.push(...(await faultsOf(page)));
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(page.getByRole("navigation").first()).toBeHidden();
    await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
    await expect(page.locator(".receipt")).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await page.emulateMedia({ media: "screen", colorScheme: null });
  });

  await test.step("cancelling says what comes back and how, and the list has the order among the past", async () => {
    await page.goBack();
    await page.getByRole("button", { name: "Cancel pre-order" }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toContainText("¥99");
    await expect(dialog).toContainText("No real money moved");
    await dialog.getByRole("button", { name: /Cancel and refund/ }).click();
    await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "CANCELLED");
    await page.goto("/preorders");
    await expect(page.getByRole("region", { name: "Past" }).getByRole("listitem")).toHaveCount(2);
    found.push(...(await faultsOf(page)));
  });
  expect(found).toEqual([]);
});

test("the list of orders moves by itself when one of them moves", async ({ browser, baseURL }) => {
  const stage = await openStage(browser, baseURL);
  const page = await openPhone(browser, baseURL);
  const id = await reserve(page, stage);
  await page.goto("/preorders");
  await expect(page.getByRole("region", { name: "On their way" }).getByRole("listitem")).toHaveCount(1);
  await post(page.request, `/api/preorders/${id}/lock`, {});
  await expect(page.getByRole("region", { name: "Waiting for you" })).toContainText("Take back within");
});

test("an operator finds an order by keys alone, transfers it, and ends it; all of it is on record", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL, { stock: 130 });
  const buyer = await openPhone(browser, baseURL);
  const id = await reserve(buyer, stage, "first-owner@example.com");
  for (let n = 0; n < 120; n += 1) await orderAsGuest(browser, stage);
  const page = await openOps(browser, baseURL);
  const found: unknown[] = [];

  await test.step("the table reads on as one walks down", async () => {
    await page.goto("/ops/orders");
    await expect(page.getByText(/^100 of [0-9,+]+ shown$/)).toBeVisible();
    await expect(async () => {
      await page.locator("tbody tr[tabindex='0']").focus();
      await page.keyboard.press("End");
      await expect(page.getByText(/^100 of [0-9,+]+ shown$/)).toBeHidden({ timeout: 2_000 });
    }).toPass();
    expect(await page.locator("tbody tr").count()).toBeLessThan(80);
    found.push(...(await faultsOf(page)));
  });

  await test.step("slash searches, Enter opens", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("First-Owner@example.com");
    await page.keyboard.press("Enter");
    await expect(page.getByText("1 of 1 shown")).toBeVisible();
    await expect(page).toHaveURL(/q=First-Owner/);
    await page.locator("[data-row='0']").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/ops/orders/${id}`);
    await expect(page.getByRole("region", { name: "Ledger entries that name it" })).toContainText("reserved");
    found.push(...(await faultsOf(page)));
  });

  await test.step("a transfer wants a reason, and the page then has the new owner", async () => {
    await page.getByRole("button", { name: "Transfer" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "Transfer" }).click();
    await expect(sheet.getByText("Enter an e-mail address.")).toBeVisible();
    await expect(sheet.getByText("Give a reason.")).toBeVisible();
    found.push(...(await faultsOf(page)));
    await sheet.getByLabel("E-mail of the new owner").fill("second-owner@example.com");
    await sheet.getByLabel("Reason", { exact: true }).fill("Given to her sister");
    await sheet.getByRole("button", { name: "Transfer" }).click();
    await expect(page.getByText("second-owner@example.com").first()).toBeVisible();
    await expect(page.getByText("preorder.transferred")).toBeVisible();
    await buyer.goto(`/preorders/${id}`);
    await expect(buyer.getByTestId("timeline")).toHaveCount(0);
  });

  await test.step("calling off gives everything back", async () => {
    await page.getByRole("button", { name: "Cancel order" }).click();
    const sheet = page.getByRole("dialog");
    await expect(sheet).toContainText("¥99 goes back in full");
    await sheet.getByLabel("Reason", { exact: true }).fill("Bought to be sold on");
    await sheet.getByRole("button", { name: "Cancel the order" }).click();
    await expect(page.getByTestId("order-state")).toHaveAttribute("data-state", "CANCELLED");
    await expect(page.getByRole("list", { name: "What happened" })).toContainText("Bought to be sold on");
    await expect(page.getByText("preorder.called_off")).toBeVisible();
  });

  await test.step("the file has what the filter shows", async () => {
    await page.goto("/ops/orders?q=second-owner@example.com");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("CANCELLED");
  });
  expect(found).toEqual([]);
});

test("a host makes codes that are shown once, and who brings one to a place already taken is served first", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const dropId = await armDrop(stage, { units: 1 });
  const early = await someGuest(browser);
  await post(early, `/api/drops/${dropId}/line`, { contact: "early@example.com" }, randomUUID());
  const page = await (
    await browser.newContext({ viewport: desk, storageState: await stage.host.storageState() })
  ).newPage();
  const found: unknown[] = [];
  let code = "";

  await test.step("the codes of the drop are one click from its controls", async () => {
    await page.goto(`/studio/shows/${stage.showId}`);
    await page.getByRole("link", { name: "Priority codes of Three buoys" }).click();
    await expect(page.getByRole("heading", { name: "No codes yet" })).toBeVisible();
    await page.getByRole("button", { name: "Make codes" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("How many").fill("0");
    await sheet.getByRole("button", { name: "Make them" }).click();
    await expect(sheet.getByText("A number from 1 to 1,000.")).toBeVisible();
    found.push(...(await faultsOf(page)));
    await sheet.getByLabel("How many").fill("2");
    await sheet.getByRole("button", { name: "Make them" }).click();
    code = (await page.getByTestId("fresh-codes").getByRole("listitem").first().textContent()) ?? "";
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    found.push(...(await faultsOf(page)));
    await page.reload();
    await expect(page.getByText(code.slice(-4))).toBeVisible();
    await expect(page.getByText(code)).toHaveCount(0);
  });

  const lucky = await openPhone(browser, baseURL);
  await test.step("a wrong code is said at the field; the right one counts", async () => {
    await lucky.goto(stage.room);
    await lucky.getByTestId("drop").getByRole("button", { name: /place/i }).first().click();
    const sheet = lucky.getByRole("dialog");
    await sheet.getByLabel("E-mail").fill("lucky@example.com");
    await sheet.getByRole("button", { name: "I have a priority code" }).click();
    await sheet.getByLabel("Priority code").fill("AAAA-BBBB-CCCC");
    await sheet.locator("footer").getByRole("button").last().click();
    await expect(sheet.getByText("This code cannot be used", { exact: false }).first()).toBeVisible();
    found.push(...(await faultsOf(lucky)));
    await sheet.getByLabel("Priority code").fill(code.toLowerCase().replaceAll("-", " "));
    await sheet.locator("footer").getByRole("button").last().click();
    await expect(lucky.getByTestId("place").first()).toBeVisible();
  });

  await test.step("the drop opens, and the code has won", async () => {
    await fireDrop(stage, dropId);
    await expect
      .poll(async () => z.array(z.unknown()).parse(await (await lucky.request.get("/api/preorders")).json()).length)
      .toBe(1);
    await page.goto(`/studio/drops/${dropId}/codes`);
    await expect(page.getByRole("row", { name: new RegExp(code.slice(-4)) })).toContainText("won");
  });
  expect(found).toEqual([]);
});

async function addEdition({ host, productId }: Stage, { name, stock = 5, ...money }: EditionWish) {
  const waves = [{ capacity: Math.max(1, stock), start: "2028-06-01", end: "2028-06-20" }];
  const sku = `BUOY-${randomUUID().slice(0, 8).toUpperCase()}`;
  const body = { sku, name, stock, currency: "CNY", waves, ...money };
  const { editions } = z
    .object({ editions: z.array(withId.extend({ sku: z.string() })) })
    .parse(await post(host, `/api/products/${productId}/editions`, body));
  const made = editions.find((edition) => edition.sku === sku);
  await host.put(`/api/editions/${made?.id}/sales`, { data: { open: true } });
}

async function reserve(page: Page, { editionId }: Stage, contact = `${randomUUID()}@example.com`): Promise<string> {
  await post(page.request, "/api/auth/sign-in/anonymous", {});
  const { id } = withId.parse(await post(page.request, "/api/preorders", { editionId, contact }, randomUUID()));
  await post(page.request, `/api/preorders/${id}/deposit`, {});
  return id;
}

/** One that is paid at once: what one address holds without paying is bounded. */
async function orderAsGuest(browser: Browser, { editionId }: Stage) {
  const guest = await someGuest(browser);
  const contact = `${randomUUID()}@example.com`;
  const { id } = withId.parse(await post(guest, "/api/preorders", { editionId, contact }, randomUUID()));
  await post(guest, `/api/preorders/${id}/deposit`, {});
}

async function openOps(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ viewport: desk });
  const data = { email: "ops@demo.launchroom", password: "launchroom-demo" };
  await context.request.post("/api/auth/sign-in/email", { data, headers: { origin: baseURL ?? "" } });
  return context.newPage();
}

/** What is wrong with the page as it stands: for those who cannot see it, and for narrow screens. */
async function faultsOf(page: Page): Promise<unknown[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...(await axeFaults(page)), ...(wide > 0 ? [`${page.url()} is ${wide} px wider than the screen`] : [])];
}
