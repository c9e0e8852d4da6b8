import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { drawLogo } from "#tests/support/draw-logo.ts";
import { startFreshDemo } from "#tests/support/fresh-demo.ts";
import { axeFaults, post, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

let shop: Awaited<ReturnType<typeof startFreshDemo>>;

test.beforeAll(async () => {
  const transfer = { MANUAL_TRANSFER_INSTRUCTIONS: "Harbour Bank, IBAN DE00 0000" };
  shop = await startFreshDemo(["--shop"], transfer);
});
test.afterAll(() => shop.stop());

test("from an empty database to a shop that sells: link, steps, product, show, a buyer's order", async ({
  browser,
}) => {
  const desktop = { baseURL: shop.url, viewport: { width: 1440, height: 900 } };
  const owner = await (await browser.newContext(desktop)).newPage();
  const link = await linkOf(shop);

  await test.step("the link that the start printed asks for an account, once", async () => {
    await owner.goto(link);
    expect(await axeFaults(owner)).toEqual([]);
    await owner.getByLabel("Name").fill("Ada Kite");
    await owner.getByLabel("E-mail").fill("ada@kite.example");
    await owner.getByLabel("Password").fill("harbour lights at dusk");
    await owner.getByRole("button", { name: "Open the shop" }).click();
    await expect(owner).toHaveURL(/\/settings\/opening\?step=name$/);
    const stranger = await (await browser.newContext(desktop)).newPage();
    await stranger.goto(link);
    await expect(stranger.getByRole("alert").filter({ hasText: "does not open the shop" })).toBeVisible();
    await stranger.context().close();
  });

  await test.step("step by step, left and taken up again", async () => {
    await owner.getByLabel("Name of the shop").fill("Kite & Sons");
    await goOn(owner, "look");
    await owner.locator('input[type="file"]').setInputFiles({
      ...{ name: "logo.png", mimeType: "image/png", buffer: await drawLogo() },
    });
    await expect(owner.getByRole("button", { name: "Remove" })).toBeVisible();
    const colour = owner.getByRole("textbox", { name: "Accent colour", exact: true });
    await colour.fill("#0b6e4f");
    await owner.getByRole("button", { name: "Save and go on" }).click();
    await owner.getByRole("button", { name: "Take #147355" }).click();
    await goOn(owner, "money");
    await owner.getByLabel("Currency of new prices").selectOption("EUR");
    await owner.goto("/settings/opening");
    await expect(owner, "what was not saved is asked again").toHaveURL(/step=money$/);
    await owner.getByLabel("Currency of new prices").selectOption("EUR");
    await goOn(owner, "seller");
    await owner.getByLabel("Legal name").fill("Kite Ltd.");
    await owner.getByLabel("Address", { exact: true }).fill("1 High Street\nCork");
    await owner.getByLabel("E-mail for buyers").fill("hello@kite.example");
    await goOn(owner, "payments");
    await owner.getByRole("button", { name: "Test charge: Bank transfer" }).click();
    await expect(owner.getByRole("status").filter({ hasText: "It works" })).toContainText("LR-");
    await owner.getByRole("link", { name: "Next", exact: true }).click();
    await expect(owner).toHaveURL(/step=mail$/);
    await owner.getByRole("link", { name: "Skip for now" }).click();
    await expect(owner).toHaveURL(/step=shipping$/);
    await owner.getByRole("link", { name: "Skip for now" }).click();
    await expect(owner).toHaveURL(/step=coolingOff$/);
    await owner.getByRole("button", { name: "EU and EEA, 14 days" }).click();
    await goOn(owner, "pages");
    await owner.getByRole("link", { name: "Skip for now" }).click();
    await expect(owner).toHaveURL(/step=ready$/);
    await expect(owner.getByText("5 things left to do")).toBeVisible();
    expect(await axeFaults(owner)).toEqual([]);
  });

  await test.step("a product with an edition in the shop's currency, in a show on air", async () => {
    await owner.getByRole("link", { name: "Make the first product", exact: true }).click();
    await expect(owner).toHaveURL(/\/studio\/products$/);
    const { request } = owner;
    const product = withId.parse(await post(request, "/api/products", { slug: "storm-kite", name: "Storm kite" }));
    const terms = { sku: "KITE-1", name: "Standard", priceMinor: 4900, depositMinor: 900, currency: "EUR", stock: 12 };
    const waves = [{ capacity: 50, start: "2028-05-01", end: "2028-05-20" }];
    const { editions } = z
      .object({ editions: z.array(withId) })
      .parse(await post(request, `/api/products/${product.id}/editions`, { ...terms, waves }));
    const startsAt = new Date().toISOString();
    const show = withId.parse(await post(request, "/api/shows", { title: "Kites at noon", slug: "kites", startsAt }));
    await post(request, `/api/shows/${show.id}/products`, { productId: product.id });
    await post(request, `/api/shows/${show.id}/live`, {});
    await request.put(`/api/editions/${editions[0]?.id}/sales`, { data: { open: true } });
  });

  await test.step("a buyer meets the shop's name, logo and colour, and orders", async () => {
    const phone = { baseURL: shop.url, viewport: { width: 390, height: 844 }, colorScheme: "dark" } as const;
    const buyer = await (await browser.newContext(phone)).newPage();
    const tellRails = Promise.withResolvers<void>();
    await buyer.route("**/api/payments/rails", async (route) => {
      await tellRails.promise;
      await route.continue();
    });
    await buyer.goto("/products/storm-kite");
    expect(await buyer.title()).toBe("Storm kite · Kite & Sons");
    const drawn = await buyer.evaluate(
      "[getComputedStyle(document.documentElement).getPropertyValue('--signal').trim(), getComputedStyle(document.querySelector('[data-mark]')).backgroundImage]",
    );
    expect(drawn).toEqual(["#147355", expect.stringContaining("/look/")]);
    await buyer
      .getByRole("button", { name: /Reserve/ })
      .first()
      .click();
    const sheet = buyer.getByRole("dialog");
    await sheet.getByLabel("E-mail").fill("ben@example.com");
    const reserve = sheet.getByRole("button", { name: /^Reserve/ });
    await expect(reserve, "nothing is paid before the ways to pay are known").toBeDisabled();
    tellRails.resolve();
    await reserve.click();
    await expect(sheet.getByText("Harbour Bank, IBAN DE00 0000")).toBeVisible();
    await buyer.screenshot({ path: test.info().outputPath("bought.png") });
  });

  await test.step("a change is on the public page soon, and is taken back by a press", async () => {
    const shownName = async () => /<title>([^<]*)/.exec(await (await fetch(`${shop.url}/`)).text())?.[1];
    await owner.goto("/settings");
    await owner.getByLabel("Name of the shop").fill("Kite & Daughters");
    await owner.getByRole("button", { name: "Save the name" }).click();
    await expect.poll(shownName, { timeout: 10_000 }).toContain("Kite &amp; Daughters");
    await owner.getByRole("button", { name: "Undo the last change of the name" }).click();
    await expect(owner.getByLabel("Name of the shop")).toHaveValue("Kite & Sons");
    await expect.poll(shownName, { timeout: 10_000 }).toContain("Kite &amp; Sons");
    await owner.screenshot({ path: test.info().outputPath("settings.png"), fullPage: true });
  });
});

async function goOn(page: Page, step: string) {
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page).toHaveURL(new RegExp(`step=${step}$`));
}

async function linkOf({ said }: typeof shop): Promise<string> {
  const find = () => /http\S+\/opening\?token=[\w-]+/.exec(said())?.[0] ?? "";
  await expect.poll(find).not.toBe("");
  return find();
}
