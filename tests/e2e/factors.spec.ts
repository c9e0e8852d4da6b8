import { randomUUID } from "node:crypto";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import pg from "pg";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { axeFaults } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const password = "a password of mine";
const phone = { width: 390, height: 844 };

test("somebody adds an app and a passkey, comes in by each and by a recovery code, and takes one away", async ({
  browser,
}) => {
  const email = `ada-${randomUUID().slice(0, 8)}@example.com`;
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await addAuthenticator(context, page);
  await page.goto("/sign-in?new=1&next=/account");
  await page.getByLabel("Name").fill("Ada King");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make account" }).click();
  await expect(page).toHaveURL(isAccount);
  // Who one is, is remembered until the role changes: a tester may add factors as whoever has a proven address.
  await sql(`UPDATE "user" SET email_verified = true, role = 'tester' WHERE email = $1`, [email]);

  const { secret, codes } =
    await test.step("an app: scanned or typed, shown by six digits, with codes to keep", async () => {
      await page.getByRole("link", { name: "Set one up" }).click();
      await expect(page.getByText("None yet.")).toBeVisible();
      await page.getByRole("button", { name: "Authenticator app" }).click();
      await expect(page.getByRole("img", { name: "QR code for an authenticator app" })).toBeVisible();
      expect(await axeFaults(page)).toEqual([]);
      await shoot(page, "factor-app");
      const typed = ((await page.getByTestId("app-secret").textContent()) ?? "").replaceAll(" ", "");
      await page.getByRole("textbox", { name: /^Six digits/ }).fill(digitsOf(typed, -1));
      await page.getByRole("button", { name: "Add the app" }).click();
      const shown = page.getByTestId("recovery-codes").getByRole("listitem");
      await expect(shown).toHaveCount(10);
      expect(await axeFaults(page)).toEqual([]);
      await shoot(page, "factor-codes");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download" }).click(),
      ]);
      expect(file.suggestedFilename()).toBe("recovery-codes.txt");
      const all = await shown.allTextContents();
      await page.getByRole("button", { name: "I have kept them" }).click();
      return { secret: typed, codes: all };
    });

  await test.step("a passkey of this device, under a name", async () => {
    await page.getByRole("button", { name: "Passkey" }).click();
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expect(page.getByText("Enter a name.")).toBeVisible();
    await page.getByRole("textbox", { name: "Name" }).fill("Ada's phone");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    const rows = page.getByRole("list", { name: "Your second factors" }).getByRole("listitem");
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText("Ada's phone");
    expect(await axeFaults(page)).toEqual([]);
    await shoot(page, "factors");
  });

  await test.step("the passkey ends signing in, and pages are nobody's until then", async () => {
    await signOutAndIn(page, email);
    await expect(page.getByRole("heading", { name: "Second step" })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
    await shoot(page, "second-step");
    expect(await (await page.request.get("/api/me")).json()).toBeNull();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page).toHaveURL(isAccount);
  });

  await test.step("so do the app's digits, which are wrong when they are, and in Chinese a recovery code", async () => {
    await signOutAndIn(page, email);
    const digits = page.getByRole("textbox", { name: /^Six digits/ });
    await digits.fill("000000");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "was not right" })).toBeVisible();
    await digits.fill(digitsOf(secret, 0));
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page).toHaveURL(isAccount);
    await signOutAndIn(page, email);
    await context.addCookies([{ name: "locale", value: "zh-CN", url: page.url() }]);
    await page.reload();
    await expect(page.getByRole("heading", { name: "两步验证" })).toBeVisible();
    await page.getByRole("button", { name: "无法使用？改用恢复码" }).click();
    await page.getByRole("textbox", { name: "恢复码" }).fill(codes[0] ?? "");
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page).toHaveURL(isAccount);
    await context.addCookies([{ name: "locale", value: "en", url: page.url() }]);
  });

  await test.step("an old session shows again who it is before a factor goes", async () => {
    await sql(
      `UPDATE session SET proven_at = now() - interval '1 hour' WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`,
      [email],
    );
    await page.goto("/account/factors");
    await expect(page.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("button", { name: "Remove Authenticator app" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("list", { name: "Your second factors" }).getByRole("listitem")).toHaveCount(1);
    await expect(page.getByText("9 are left.")).toBeVisible();
  });
});

/** Not the page that leads there, whose address ends so, too. */
const isAccount = ({ pathname }: URL) => pathname === "/account";

function digitsOf(secret: string, steps: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** A device that makes and uses passkeys without asking anybody. */
async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

async function signOutAndIn(page: Page, email: string): Promise<void> {
  await page.request.post("/api/auth/sign-out", { data: {} });
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in\/factor/);
}

async function sql(text: string, values: unknown[]): Promise<void> {
  const { url } = await openDatabase({ DATA_DIR: process.env.E2E_DATA_DIR ?? "", DATABASE_URL: undefined });
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  await db.query(text, values);
  await db.end();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}
