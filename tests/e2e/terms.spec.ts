import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "#tests/support/test.ts";

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
const picture = join(import.meta.dirname, "../../public/icon-512.png");

test("a buyer abroad sees their currency, their city moves the window, and the order keeps both", async ({
  browser,
}) => {
  const host = await openPage(browser, desk, "host");
  const buyer = await openPage(browser, phone, null, "en-US");
  const problems = [host, buyer].flatMap(watchForProblems);
  await openSales(host, "TIDEBAND");

  await test.step("the product page is priced in the currency of the browser's region", async () => {
    await buyer.goto("/products/tideband");
    await expect(buyer.getByText("$39").first()).toBeVisible();
    await expect(buyer.getByText("incl. 13% VAT")).toHaveCount(0);
    await expect(buyer.getByRole("row", { name: /Chengdu/ })).toContainText("+3–6 days");
  });

  await test.step("another currency changes every price of the page, with its own tax", async () => {
    await buyer.getByLabel("Currency").selectOption("CNY");
    await expect(buyer.getByText("$39")).toHaveCount(0);
    await expect(buyer.getByText("incl. 13% VAT").first()).toBeVisible();
    await buyer.reload();
    await expect(buyer.getByText("¥249").first()).toBeVisible();
  });

  const sheet = buyer.getByRole("dialog");
  let plain = "";
  await test.step("the sheet says wave and window without a city, and that the way comes on top", async () => {
    await buyer.getByRole("button", { name: /Reserve Tideband/ }).click();
    await expect(sheet.getByTestId("wave")).toContainText(/Wave 1, [\d,]+ left/);
    await expect(sheet.getByText("The way to you comes on top.")).toBeVisible();
    plain = await windowIn(sheet.getByText("Leaves the maker between"));
  });

  let promised = "";
  await test.step("typing finds the city, and the window moves by its days before anything is paid", async () => {
    await sheet.getByRole("combobox", { name: "City" }).fill("cheng");
    await buyer.keyboard.press("Enter");
    promised = await windowIn(sheet.getByText("Delivered between"));
    expect(promised).not.toBe(plain);
    await expect(sheet.getByText("The way to you comes on top.")).toHaveCount(0);
    await expect(sheet.getByTestId("tax")).toContainText("of which 13% VAT");
  });

  await test.step("Escape closes the list of cities and not the sheet", async () => {
    await sheet.getByRole("combobox", { name: "City" }).click();
    await expect(sheet.getByRole("listbox")).toBeVisible();
    await buyer.keyboard.press("Escape");
    await expect(sheet.getByRole("listbox")).toHaveCount(0);
    await expect(sheet.getByRole("combobox", { name: "City" })).toHaveValue(/Chengdu/);
  });

  await test.step("the order is made in that currency, for that city, with that window", async () => {
    await sheet.getByLabel("Currency").selectOption("USD");
    await expect(sheet.getByText("$39").first()).toBeVisible();
    await expect(sheet.getByTestId("tax")).toHaveCount(0);
    await sheet.getByLabel("E-mail").fill("abroad@example.com");
    await sheet.getByRole("button", { name: "Reserve, nothing to pay now" }).click();
    await expect(sheet.getByTestId("reserved")).toContainText("$39");
    await expect(sheet.getByTestId("reserved")).toContainText(promised);
    await sheet.getByRole("link", { name: "Open your order" }).click();
    await buyer.waitForURL(/\/preorders\/.+/);
    await expect(buyer.getByText(promised).first()).toBeVisible();
    await expect(buyer.getByText("Chengdu", { exact: true })).toBeVisible();
    await expect(buyer.getByText("Wave 1", { exact: true })).toBeVisible();
  });

  await test.step("the device remembers city and currency", async () => {
    await buyer.goto("/products/model-petrel");
    await expect(buyer.getByText("Chengdu", { exact: true }).first()).toBeVisible();
    await buyer.goto("/products/tideband");
    await expect(buyer.getByText("$39").first()).toBeVisible();
  });

  await test.step("operations move the wave, seeing first whom it touches, and the buyer reads why", async () => {
    const order = await openOrder(buyer);
    const ops = await openPage(browser, desk, "ops");
    problems.push(...watchForProblems(ops));
    await ops.goto("/ops/delivery");
    await ops
      .getByRole("row", { name: /TIDEBAND/ })
      .getByRole("button", { name: "Move wave 1 of One size" })
      .click();
    const move = ops.getByRole("dialog");
    await move.getByLabel("New last day").fill("2033-03-20");
    await move.getByLabel("New first day").fill("2033-03-01");
    await expect(move.getByRole("row", { name: /Chengdu/ })).toContainText("Mar 4 – 26, 2033");
    await move.getByLabel("Reason").fill("The kelp for the straps came late.");
    await move.getByRole("button", { name: /Move the wave and tell \d+ buyers/ }).click();
    await expect(ops.getByRole("row", { name: /TIDEBAND/ })).toContainText("Mar 1 – 20, 2033");
    await buyer.goto(order);
    await expect(buyer.getByText("The kelp for the straps came late.")).toBeVisible();
    await expect(buyer.getByText("Mar 4 – 26, 2033").first()).toBeVisible();
  });

  expect(problems).toEqual([]);
});

test("a buyer compares on a phone, is asked for a colour, and the order is of that one", async ({ browser }) => {
  const host = await openPage(browser, desk, "host");
  const buyer = await openPage(browser, { width: 360, height: 640 }, null);
  const problems = [host, buyer].flatMap(watchForProblems);
  for (const sku of ["MODEL-PETREL(?!-)", "MODEL-PETREL-KELP"]) await openSales(host, sku);

  await test.step("editions stand side by side, and what is the same can be left out", async () => {
    await buyer.goto("/products/petrel");
    await buyer.getByRole("link", { name: "Compare editions" }).click();
    const table = buyer.getByRole("table", { name: "Comparison" });
    await expect(table.getByRole("columnheader")).toHaveText(["Shore", "Sound", "Open Sea", "Founders"]);
    const length = table.getByRole("rowheader", { name: /^Length/ }).or(table.getByText("Length", { exact: true }));
    await expect(length.first()).toBeVisible();
    await buyer.getByRole("switch", { name: "Only what differs" }).check();
    await expect(length).toHaveCount(0);
    await expect(table.getByText(/^Range/).first()).toBeVisible();
    expect(await buyer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  await test.step("another product of the show stands beside it, and the address says so", async () => {
    await buyer.getByRole("button", { name: "Tideband" }).click();
    await expect(buyer).toHaveURL(/product=petrel&product=tideband/);
    await buyer.reload();
    await expect(buyer.getByRole("columnheader", { name: /Tideband/ })).toBeVisible();
  });

  await test.step("an order without a colour is refused where it is missing", async () => {
    await buyer.goto("/products/model-petrel");
    await buyer.getByRole("button", { name: /Reserve Model Petrel/ }).click();
    const sheet = buyer.getByRole("dialog");
    await sheet.getByLabel("E-mail").fill("colour@example.com");
    await sheet.getByRole("button", { name: /^Reserve,/ }).click();
    await expect(sheet.getByRole("alert")).toHaveText("Choose a colour or size first.");
    await expect(sheet.getByRole("radio", { name: /^Vermilion, / })).toBeFocused();
    await sheet.getByRole("radio", { name: /^Kelp green, \d+ left/ }).check({ force: true });
    await sheet.getByRole("button", { name: /^Reserve,/ }).click();
    await expect(sheet.getByTestId("reserved")).toContainText("Kelp green");
  });

  expect(problems).toEqual([]);
});

test("a host edits what sells: a picture of their own, a price typed before tax in another currency, and a wave", async ({
  browser,
}) => {
  const host = await openPage(browser, desk, "host");
  const problems = watchForProblems(host);
  await host.goto("/studio/products?q=mug");

  await test.step("a picture is uploaded and shown from here", async () => {
    await host.getByRole("button", { name: "Edit Workshop mug" }).click();
    const sheet = host.getByRole("dialog");
    await sheet.locator('input[type="file"]').setInputFiles(picture);
    await expect(sheet.locator('img[src^="/images/"]').first()).toBeVisible();
    for (const place of [5, 4, 3, 2])
      await sheet.getByRole("button", { name: `Move picture ${place} forward` }).click();
    await sheet.getByLabel("What picture 1 shows, in English").fill("A mug of one's own");
    await sheet.getByLabel("Tagline").first().fill("Enamel, now with a picture of its own.");
    await sheet.getByRole("button", { name: "Save changes" }).click();
    await expect(host.getByText("Enamel, now with a picture of its own.")).toBeVisible();
    await host.goto("/products/workshop-mug");
    const shown = host.locator('img[src^="/images/"]').first();
    await expect(shown).toBeVisible();
    await expect(shown).toHaveAttribute("alt", "A mug of one's own");
    expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);
  });

  await test.step("the pictures are looked at whole, by keys", async () => {
    const opener = host.getByRole("button", { name: "Full screen" });
    await opener.click();
    const viewer = host.getByRole("dialog", { name: "Workshop mug" });
    await expect(viewer.getByText("A mug of one's own")).toBeVisible();
    await host.keyboard.press("ArrowRight");
    await expect(viewer.getByRole("status")).toHaveText("Picture 2 of 5");
    await host.keyboard.press("Escape");
    await expect(viewer).toBeHidden();
    await expect(opener).toBeFocused();
    await expect(host.getByRole("button", { name: /^Picture 2:/ })).toHaveAttribute("aria-current", "true");
    await host.goto("/studio/products?q=mug");
  });

  await test.step("a price before tax shows the price with tax that it stores", async () => {
    await host.getByRole("button", { name: "Edit 0.4 litres" }).click();
    const sheet = host.getByRole("dialog");
    await sheet.getByRole("tab", { name: "Prices" }).click();
    await sheet.getByRole("button", { name: "Add a currency" }).click();
    const further = sheet.getByRole("group", { name: "Price in USD" });
    await further.getByLabel("I type the price before tax").check();
    await further.getByRole("textbox", { name: "Price before tax" }).fill("10");
    await further.getByLabel("Tax rate").fill("8.5");
    await expect(further.getByText("$10 net + 8.5% = $10.85. Buyers see $10.85.")).toBeVisible();
    await sheet.getByRole("button", { name: "Save prices" }).click();
    await expect(host.getByRole("row", { name: /MUG/ })).toContainText("$10.85");
  });

  await test.step("a wave is added behind the one that is promised, whose days stand still", async () => {
    await host.getByRole("button", { name: "Edit 0.4 litres" }).click();
    const sheet = host.getByRole("dialog");
    await sheet.getByRole("tab", { name: "Delivery waves" }).click();
    await expect(sheet.getByLabel("From").first()).toBeDisabled();
    await sheet.getByRole("button", { name: "Add a wave" }).click();
    await sheet.getByLabel("Units").last().fill("500");
    await sheet.getByLabel("From").last().fill("2033-05-01");
    await sheet.getByLabel("Until").last().fill("2033-05-20");
    await sheet.getByRole("button", { name: "Save waves" }).click();
    await expect(sheet).toHaveCount(0);
    await host.goto("/products/workshop-mug");
    await expect(host.getByText("May 1 – 20, 2033").first()).toBeVisible();
  });

  expect(problems).toEqual([]);
});

test("a host puts editions in order with the keyboard, archives a product, brings it back and deletes what never sold", async ({
  browser,
  baseURL,
}) => {
  const host = await openPage(browser, desk, "host");
  const problems = watchForProblems(host);
  await makeProduct(host, baseURL ?? "", { slug: "shelf-lamp", name: "Shelf lamp", skus: ["SHELF-A", "SHELF-B"] });
  const names = host.getByRole("article", { name: "Shelf lamp" }).locator("tbody tr td:first-child");

  await test.step("it is found by a part of a SKU, and a key moves an edition down", async () => {
    await host.goto("/studio/products");
    await host.getByRole("searchbox").fill("elf-b");
    await host.getByRole("searchbox").press("Enter");
    await expect(host.getByRole("article")).toHaveCount(1);
    const down = host.getByRole("button", { name: "Move SHELF-A down" });
    await down.focus();
    await down.press("Enter");
    await expect(names.first()).toContainText("SHELF-B");
    await expect(down).toBeFocused();
    await host.goto("/products/shelf-lamp");
    await expect(host.getByRole("heading", { level: 3, name: /SHELF-/ }).first()).toHaveText(/SHELF-B/);
  });

  await test.step("archived it says so to the public, and comes back from the archive", async () => {
    await host.goto("/studio/products?q=shelf");
    await host.getByRole("button", { name: "Archive Shelf lamp" }).click();
    await host.getByRole("button", { name: "Archive it" }).click();
    await expect(host.getByText("Shelf lamp is in the archive.")).toBeVisible();
    await expect(host.getByRole("article")).toHaveCount(0);
    await host.goto("/products/shelf-lamp");
    await expect(host.getByText("This is no longer offered.")).toBeVisible();
    await host.goto("/studio/products");
    await host.getByRole("link", { name: "Archive", exact: true }).click();
    await host.getByRole("button", { name: "Bring Shelf lamp back" }).click();
    await expect(host.getByRole("article", { name: "Shelf lamp" })).toHaveCount(0);
  });

  await test.step("what never sold is deleted after a question", async () => {
    await host.goto("/studio/products?q=shelf");
    await host.getByRole("button", { name: "Edit Shelf lamp" }).click();
    await host.getByRole("button", { name: "Delete the product" }).click();
    await host.getByRole("button", { name: "Delete for good" }).click();
    await expect(host.getByText("Nothing found for “shelf”")).toBeVisible();
  });

  expect(problems).toEqual([]);
});

/** A product of the host with editions that nobody ordered, made as their own client would. */
async function makeProduct(
  host: Page,
  origin: string,
  { skus, ...said }: { slug: string; name: string; skus: string[] },
) {
  const headers = { origin };
  const made = await host.request.post("/api/products", { headers, data: said });
  const { id } = await made.json();
  for (const sku of skus) {
    const waves = [{ capacity: 5, start: "2033-03-01", end: "2033-03-20" }];
    const data = { name: sku, sku, priceMinor: 1000, depositMinor: 0, currency: "CNY", stock: 5, waves };
    expect((await host.request.post(`/api/products/${id}/editions`, { headers, data })).status()).toBe(201);
  }
}

async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
  as: string | null,
  locale = "en-GB",
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  if (as) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(`${as}@demo.launchroom`);
    await page.getByLabel("Password").fill("launchroom-demo");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
  }
  return page;
}

async function openSales(host: Page, sku: string) {
  // Other tests have products of their own: the list is longer than a page.
  await host.goto(`/studio/products?q=${/^[A-Z-]*[A-Z]/.exec(sku)?.[0]}`);
  const row = host.getByRole("row", { name: new RegExp(sku) });
  const sales = row.getByRole("switch");
  if (!(await sales.isChecked())) await sales.click();
  await expect(sales).toBeChecked();
}

async function openOrder(buyer: Page): Promise<string> {
  await buyer.goto("/preorders");
  await buyer.getByRole("link", { name: /Tideband/ }).click();
  await buyer.waitForURL(/\/preorders\/.+/);
  return buyer.url();
}

/** The window that stands beside its label. */
async function windowIn(label: ReturnType<Page["getByText"]>): Promise<string> {
  return (await label.locator("xpath=following-sibling::dd[1]").locator("span.figures").first().textContent()) ?? "";
}

function watchForProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (404|409)/.test(message.text())) problems.push(message.text());
  });
  return problems;
}
