import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import pg from "pg";
import { codeTicket } from "#lib/accounts/schema.ts";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { axeFaults, openStage, post, someGuest, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const views = [
  { name: "phone", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { name: "desktop", viewport: { width: 1440, height: 900 } },
] as const;

for (const view of views)
  test(`who has a mailbox needs no password: comes in, is called otherwise, ends a session, takes the data, and goes (${view.name})`, async ({
    browser,
  }) => {
    const email = someMailbox("ada");
    const page = await (await browser.newContext(view)).newPage();

    await test.step("a code that is wrong is refused in words, the right one leads back to where they were", async () => {
      await page.goto("/products/petrel");
      await page.getByRole("link", { name: "Sign in", exact: true }).click();
      const code = await askForCode(page, email);
      const digits = page.getByRole("textbox", { name: "Six digits" });
      await expect(digits).toBeFocused();
      await expect(digits).toHaveAttribute("inputmode", "numeric");
      await expect(digits).toHaveAttribute("autocomplete", "one-time-code");
      await expect(page.getByRole("button", { name: /^Another code in \d+ s$/ })).toBeDisabled();
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText("Enter the six digits of the mail.")).toBeVisible();
      await digits.fill(code === "000000" ? "111111" : "000000");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByRole("alert").filter({ hasText: "This code is wrong" })).toBeVisible();
      expect(await axeFaults(page)).toEqual([]);
      await shoot(page, `code-${view.name}`);
      await digits.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page).toHaveURL((url) => url.pathname === "/products/petrel");
    });

    await test.step("the account shows each part, and keeps a new name", async () => {
      await page.goto("/account");
      await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(email.replace(/@.*/, ""));
      expect(await axeFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.getByRole("textbox", { name: "Name" }).fill("Ada King");
      const part = page.getByRole("region", { name: "Name" });
      await part.getByRole("button", { name: "Save" }).click();
      await expect(page.getByRole("button", { name: /Menu/ })).toHaveAttribute("title", "Ada King");
      await page.reload();
      await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Ada King");
    });

    await test.step("another browser of theirs is seen, and signed out from here", async () => {
      const other = await (await browser.newContext()).newPage();
      await enterByCode(other, email);
      await page.reload();
      const rows = page.getByRole("list", { name: "Signed in" }).getByRole("listitem");
      await expect(rows).toHaveCount(2);
      await expect(rows.filter({ hasText: "This browser" })).toHaveCount(1);
      await shoot(page, `account-${view.name}`);
      await rows.getByRole("button", { name: /^End the session in Chrome/ }).click();
      await expect(rows).toHaveCount(1);
      expect(await whoIs(other)).toBeNull();
      expect(await whoIs(page)).toMatchObject({ email, name: "Ada King" });
    });

    await test.step("their data comes as a zip", async () => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download my data" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("my-data.zip");
      expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe("PK");
    });

    await test.step("erasing says what goes, asks for a code, and ends signed out on the home page", async () => {
      await page.getByRole("button", { name: "Erase my account" }).click();
      const sheet = page.getByRole("dialog");
      await expect(sheet.getByText("Your name, your address, your password and every session.")).toBeVisible();
      await expect(sheet.getByText("in the ledger and the audit log")).toBeVisible();
      const [answer] = await Promise.all([
        page.waitForResponse(/\/api\/me\/erasure\/code$/),
        sheet.getByRole("button", { name: "Mail me a code" }).click(),
      ]);
      await sheet.getByRole("textbox", { name: "Six digits" }).fill(await codeFor(await answer.json()));
      await shoot(page, `erase-${view.name}`);
      await sheet.getByRole("button", { name: "Erase for good" }).click();
      await expect(page).toHaveURL((url) => url.pathname === "/");
      await expect(page.getByText("Your account is erased")).toBeVisible();
      await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
      await shoot(page, `erased-${view.name}`);
      expect(await whoIs(page)).toBeNull();
      expect(await query('SELECT id FROM "user" WHERE email = $1', email)).toEqual([]);
    });
  });

test("a guest's order is found on another device by the address that it was placed with", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const email = someMailbox("lin");
  const wish = { editionId: stage.editionId, contact: email };
  const { id } = withId.parse(await post(await someGuest(browser), "/api/preorders", wish, randomUUID()));
  const page = await (await browser.newContext(views[0])).newPage();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Find an order without an account" }).click();
  await expect(page.getByRole("heading", { name: "Find my order" })).toBeVisible();
  await giveCode(page, await askForCode(page, someMailbox("nobody"), "orders"), "Show my orders");
  await expect(page.getByText("No order without an account was placed with")).toBeVisible();

  await page.getByRole("main").getByRole("link", { name: "My pre-orders" }).click();
  await expect(page.getByRole("link", { name: "Is an order missing?" })).toHaveAttribute("href", "/find-order");
  await page.getByRole("contentinfo").getByRole("link", { name: "Find my order" }).click();
  await expect(page.getByRole("heading", { name: "Find my order" })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await giveCode(page, await askForCode(page, email, "orders"), "Show my orders");
  await expect(page).toHaveURL(/\/preorders\?found=1$/);
  await expect(page.getByText("One order was found")).toBeVisible();
  await expect(page.locator(`a[href="/preorders/${id}"]`)).toBeVisible();
  await shoot(page, "found-phone");
});

test("an account with a password is written to as it says, forgets a card, moves by a code, and goes by its password", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const [before, after] = [someMailbox("grace"), someMailbox("hopper")];
  const page = await (await browser.newContext(views[0])).newPage();
  const data = { name: "Grace Hopper", email: before, password: "a password of mine" };
  const made = await page.request.post("/api/auth/sign-up/email", { data, headers: { origin: baseURL ?? "" } });
  expect(made.ok()).toBe(true);
  const wish = { editionId: stage.editionId, contact: before };
  const { id } = withId.parse(await post(page.request, "/api/preorders", wish, randomUUID()));
  await post(page.request, `/api/preorders/${id}/deposit`, {});
  const cardsOf = async () => (await page.request.get("/api/payments/methods")).json();
  await expect.poll(cardsOf).toHaveLength(1);
  const sheet = page.getByRole("dialog");

  await test.step("the time zone of the mails is kept", async () => {
    await page.goto("/account");
    await page.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
    await page.getByRole("region", { name: "Language and time zone" }).getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    const [user] = await query('SELECT time_zone AS zone FROM "user" WHERE email = $1', before);
    expect(user).toEqual({ zone: "Asia/Tokyo" });
  });

  await test.step("the card that the deposit was paid with is forgotten", async () => {
    await page
      .getByRole("region", { name: "Ways to pay" })
      .getByRole("button", { name: /^Forget/ })
      .click();
    const question = page.getByRole("alertdialog");
    await question.getByRole("button", { name: "Forget" }).click();
    // While it stands, nothing behind it can be found by its role.
    await expect(question).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Ways to pay" })).toHaveCount(0);
    expect(await cardsOf()).toEqual([]);
  });

  await test.step("of two codes to the new address the newest is good", async () => {
    await page.getByRole("button", { name: "Change the address" }).click();
    const first = await askIn(page, sheet, after);
    const again = sheet.getByRole("button", { name: "Mail me another code" });
    await expect(again).toBeEnabled({ timeout: 45_000 });
    const [answer] = await Promise.all([page.waitForResponse(/\/api\/me\/email$/), again.click()]);
    const second = await codeFor(await answer.json());
    if (first !== second) {
      await giveCode(page, first, "Change to this address");
      await expect(sheet.getByRole("alert")).toContainText("This code is wrong");
    }
    await giveCode(page, second, "Change to this address");
    await expect(sheet).toHaveCount(0);
    await expect(page.getByRole("region", { name: "E-mail" })).toContainText(after);
    expect(await whoIs(page)).toMatchObject({ email: after, emailVerified: true });
  });

  await test.step("a wrong password erases nothing, the right one does; the paid order was named before", async () => {
    await page.getByRole("button", { name: "Erase my account" }).click();
    await expect(sheet.getByText("One paid order is still to come.")).toBeVisible();
    await shoot(page, "erase-password");
    await sheet.getByLabel("Your password now").fill("another password");
    await sheet.getByRole("button", { name: "Erase for good" }).click();
    await expect(sheet.getByRole("alert")).toContainText("not the password of this account");
    expect(await whoIs(page)).toMatchObject({ email: after });
    await sheet.getByLabel("Your password now").fill(data.password);
    await sheet.getByRole("button", { name: "Erase for good" }).click();
    await expect(page.getByText("Your account is erased")).toBeVisible();
    expect(await whoIs(page)).toBeNull();
  });
});

async function enterByCode(page: Page, email: string) {
  await page.goto("/sign-in?from=/");
  await giveCode(page, await askForCode(page, email), "Sign in");
  await expect(page).toHaveURL((url) => url.pathname === "/");
}

/** On the page of signing in, or of finding an order; returns the code out of the mail. */
async function askForCode(page: Page, email: string, purpose: "signIn" | "orders" = "signIn"): Promise<string> {
  if (purpose === "signIn") await page.getByRole("button", { name: "Mail me a code instead" }).click();
  return askIn(page, page.getByRole("main"), email);
}

async function askIn(page: Page, where: Locator, email: string): Promise<string> {
  await where.getByRole("textbox", { name: "E-mail" }).fill(email);
  const [answer] = await Promise.all([
    page.waitForResponse(/\/api\/(auth\/code|me\/email)$/),
    where.getByRole("button", { name: "Mail me a code" }).click(),
  ]);
  return codeFor(await answer.json());
}

async function giveCode(page: Page, code: string, label: string) {
  await page.getByRole("textbox", { name: "Six digits" }).fill(code);
  await page.getByRole("button", { name: label, exact: true }).click();
}

/** Out of the mail itself: the outbox of a demo keeps codes to itself. */
async function codeFor(answer: unknown): Promise<string> {
  const { ticket } = codeTicket.parse(answer);
  const [mail] = await query("SELECT facts ->> 'code' AS code FROM notice WHERE key = $1", `mailedCode:${ticket}`);
  return String(mail?.code);
}

async function query(statement: string, value: string): Promise<Record<string, unknown>[]> {
  const { url } = await openDatabase({ DATA_DIR: process.env.E2E_DATA_DIR ?? "", DATABASE_URL: undefined });
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const { rows } = await db.query(statement, [value]);
  await db.end();
  return rows;
}

const whoIs = async (page: Page): Promise<unknown> => (await page.request.get("/api/me")).json();

const someMailbox = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;

async function shoot(page: Page, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}
