import { expect, type Page } from "@playwright/test";
import { nameViewers, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const phone = { width: 390, height: 844 };

test("a line that is typed and sent before the scripts are here is said once they are", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const page = await browser.newPage({ baseURL, viewport: phone, hasTouch: true, isMobile: true });
  await nameViewers(page.context());
  const letScriptsIn = await holdScripts(page);
  await page.goto(stage.room, { waitUntil: "commit" });
  await page.getByLabel("Message").fill("Does it float?");
  for (const _ of ["once", "and impatiently"]) await page.getByLabel("Message").press("Enter");
  letScriptsIn();
  await expect(page.getByRole("log").getByText("Does it float?")).toHaveCount(1);
  await expect(page.getByLabel("Message")).toHaveValue("");
  await page.close();
});

test("a line that is only typed before the scripts are here still stands in the field after them", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const page = await browser.newPage({ baseURL, viewport: phone });
  await nameViewers(page.context());
  const letScriptsIn = await holdScripts(page);
  await page.goto(stage.room, { waitUntil: "commit" });
  await page.getByLabel("Message").fill("Which colours");
  letScriptsIn();
  const isAlive = () => page.evaluate("Object.keys(document.querySelector('form input')).length > 0");
  await expect.poll(isAlive).toBe(true);
  await page.getByLabel("Message").press("End");
  await page.keyboard.type(" are there?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("log").getByText("Which colours are there?")).toHaveCount(1);
  await page.close();
});

test("a button that is pressed before the scripts are here does its work once they are, and once alone", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const page = await browser.newPage({ baseURL, viewport: phone, hasTouch: true, isMobile: true });
  const letScriptsIn = await holdScripts(page);
  await page.goto(stage.room, { waitUntil: "commit" });
  await page.getByRole("button", { name: "1 product in this show" }).tap();
  letScriptsIn();
  await expect(page.getByRole("dialog", { name: "In this show" })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Like" }).tap();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.close();
});

test("a password that is sent before the scripts are here stands in no address, and signs in once they are", async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ baseURL, viewport: phone });
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const letScriptsIn = await holdScripts(page);
  await page.goto("/sign-in?next=/orders", { waitUntil: "commit" });
  await page.getByLabel("E-mail", { exact: true }).first().fill("viewer@demo.launchroom");
  await page.getByLabel("Password").fill("launchroom-demo");
  await page.getByLabel("Password").press("Enter");
  letScriptsIn();
  await page.waitForURL(/\/orders$/);
  expect(addresses.filter((address) => address.includes("launchroom-demo"))).toEqual([]);
  await page.close();
});

/** Our chunks come when the function that is returned is called, not before. */
async function holdScripts(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}
