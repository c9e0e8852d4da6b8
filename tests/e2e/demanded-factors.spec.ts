import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { openLine, say } from "#tests/support/sockets.ts";
import { axeFaults } from "#tests/support/stage.ts";
import { type StripeShop, startStripeShop } from "#tests/support/stripe-shop.ts";
import { test } from "#tests/support/test.ts";

const password = "launchroom-demo";
const phone = { width: 390, height: 844 };
// The demand is the whole shop's: it has one of its own.
let shop: StripeShop;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  shop = await startStripeShop();
  await shop.sql(`UPDATE "user" SET role = 'finance' WHERE email = 'viewer@demo.launchroom'`);
});
test.afterAll(() => shop.stop());

test("the owner demands two factors: who sees money sets one up, comes in by code, once by a recovery code, and nobody without", async ({
  browser,
}) => {
  await test.step("the owner has one and demands it of everybody who sees money", async () => {
    const { page } = await signedIn(browser, "owner");
    await page.goto("/account/factors");
    await setUpApp(page);
    await page.goto("/settings/people");
    const demand = page.getByRole("switch", { name: "Demand a second factor" });
    await demand.click();
    await expect(demand).toBeChecked();
    await expect(page.getByText("Demanded", { exact: true })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  const { page, context } = await signedIn(browser, "viewer");
  const read = async () => (await page.request.get("/api/ops/preorders")).status();
  const board = async () => {
    const line = await openLine(shop.url, { cookie: await cookiesOf(context) });
    const [show] = await shop.sql("SELECT id FROM show LIMIT 1");
    const { ok } = await say(line, "watchBoard", { showId: String(show?.id) });
    line.disconnect();
    return ok;
  };

  await test.step("without one, page, API and socket are closed to a person of finance, who is led to set one up", async () => {
    await page.goto("/ops/orders");
    await expect(page).toHaveURL(/\/account\/factors\?next=/);
    await expect(page.getByText("This shop wants a second factor")).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    const refused = await page.request.get("/api/ops/preorders");
    expect(refused.status()).toBe(403);
    expect(await refused.json()).toMatchObject({ code: "factor_needed" });
    expect(await board()).toBe(false);
  });

  const { secret, codes } =
    await test.step("set up, everything opens, and they go on where they wanted to", async () => {
      const made = await setUpApp(page);
      await expect(page).toHaveURL(/\/ops\/orders/);
      await expect(page.getByRole("table").first()).toBeVisible();
      expect(await read()).toBe(200);
      expect(await board()).toBe(true);
      return made;
    });

  await test.step("the next time the app's digits are asked, and without them one is nobody", async () => {
    await signInAgain(page);
    expect(await read()).toBe(401);
    expect(await board()).toBe(false);
    const digits = page.getByRole("textbox", { name: /^Six digits/ });
    await digits.fill("000000");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "was not right" })).toBeVisible();
    await digits.fill(digitsOf(secret, 0));
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page).toHaveURL(/\/ops\/orders/);
    expect(await read()).toBe(200);
  });

  await test.step("a recovery code opens once, and never again", async () => {
    for (const isFirst of [true, false]) {
      await signInAgain(page);
      await page.getByRole("button", { name: "I cannot use it: take a recovery code" }).click();
      await page.getByRole("textbox", { name: "Recovery code" }).fill(codes[0] ?? "");
      await page.getByRole("button", { name: "Go on" }).click();
      if (isFirst) await expect(page).toHaveURL(/\/ops\/orders/);
      else await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
      expect(await read()).toBe(isFirst ? 200 : 401);
    }
  });
  await context.close();
});

async function signedIn(browser: Browser, who: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: shop.url, viewport: phone });
  const page = await context.newPage();
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("E-mail").fill(`${who}@demo.launchroom`);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(({ pathname }) => pathname === "/account");
  return { page, context };
}

async function signInAgain(page: Page): Promise<void> {
  await page.request.post("/api/auth/sign-out", { data: {}, headers: { origin: shop.url } });
  await page.goto("/sign-in?next=/ops/orders");
  await page.getByLabel("E-mail").fill("viewer@demo.launchroom");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in\/factor/);
}

/** An authenticator app of the account, from its page on. */
async function setUpApp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole("button", { name: "Authenticator app" }).click();
  const secret = ((await page.getByTestId("app-secret").textContent()) ?? "").replaceAll(" ", "");
  // That of the half minute before: each is good once, and the present one is for coming in.
  await page.getByRole("textbox", { name: /^Six digits/ }).fill(digitsOf(secret, -1));
  await page.getByRole("button", { name: "Add the app" }).click();
  const shown = page.getByTestId("recovery-codes").getByRole("listitem");
  await expect(shown).toHaveCount(10);
  const codes = await shown.allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(shown).toHaveCount(0);
  return { secret, codes };
}

function digitsOf(secret: string, steps: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

async function cookiesOf(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}
