import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { test } from "#tests/support/test.ts";

const phone = { width: 390, height: 844 };

test("whoever signs in comes to their work, or back to where they were", async ({ browser }) => {
  for (const [who, path] of [
    ["host", "/studio"],
    ["ops", "/ops"],
    ["owner", "/settings"],
    ["viewer", "/products/petrel"],
  ] as const) {
    const page = await (await browser.newContext({ viewport: phone })).newPage();
    await page.goto("/products/petrel");
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("E-mail").fill(`${who}@demo.launchroom`);
    await page.getByLabel("Password").fill("launchroom-demo");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page, who).toHaveURL((url) => url.pathname === path);
    await page.context().close();
  }
});

test("the header knows who is there on every page, an unknown order is a 404, and the menu leads to the account", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ viewport: phone })).newPage();
  await page.goto("/sign-in?new=1");
  await page.getByLabel("Name").fill("Ada Lovelace");
  const email = `ada-${randomUUID().slice(0, 8)}@example.com`;
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a password of mine");
  await page.getByRole("button", { name: "Make account" }).click();
  await expect(page).toHaveURL((url) => url.pathname === "/");

  for (const path of ["/no/such/page", `/preorders/${randomUUID()}`, `/preorders/${randomUUID()}/receipt`]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(menuOf(page), path).toBeVisible();
    await expect(page.getByRole("link", { name: "Sign in" })).toHaveCount(0);
  }
  await menuOf(page).click();
  for (const name of ["My pre-orders", "Account"])
    await expect(page.getByRole("listitem").getByRole("link", { name })).toBeVisible();
  await expect(page.getByRole("link", { name: "Studio" })).toHaveCount(0);
  await shoot(page, "menu-phone");
  await page.getByRole("listitem").getByRole("link", { name: "Account" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText("Not confirmed yet")).toBeVisible();
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await expect(page.getByText(`We have sent a link to ${email}`)).toBeVisible();
  await page.getByLabel("Your password now").fill("not my password");
  await page.getByLabel("New password").fill("another one of mine");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not the password of this account" })).toBeVisible();
  await shoot(page, "account-phone");
  await page.getByLabel("Your password now").fill("a password of mine");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("a forgotten password is asked for from the sign-in page, which takes the address just ordered with", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ viewport: phone })).newPage();
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("preorder-contact", "lin@example.com"));
  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail")).toHaveValue("lin@example.com");
  await page.getByRole("link", { name: "Forgotten the password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgotten password" })).toBeVisible();
  await page.getByLabel("E-mail").fill("nobody@example.com");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("If there is an account with nobody@example.com")).toBeVisible();
  await page.goto("/set-password?token=used-up");
  await page.getByLabel("New password").fill("another one of mine");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("This link was used already or has expired")).toBeVisible();
  await shoot(page, "set-password-phone");
});

const menuOf = (page: Page) => page.getByRole("button", { name: /Menu/ });

async function shoot(page: Page, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}
