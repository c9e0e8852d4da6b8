import { expect } from "@playwright/test";
import { armDrop, axeFaults, fireDrop, openPhone, openStage, post, someGuest, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a place survives reload and another device, and leaving it on one leaves it on both", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  await armDrop(stage, {});
  const first = await openPhone(browser, baseURL, "viewer@demo.launchroom");
  await first.goto(stage.room);
  await first.getByTestId("drop").getByRole("button", { name: "Take a place" }).click();
  await first.getByRole("dialog").getByRole("button", { name: "Take a place" }).click();
  await first.getByRole("button", { name: "Keep watching" }).click();
  await expect(first.getByTestId("place")).toContainText("You are number 1");

  await first.reload();
  await expect(first.getByTestId("place")).toContainText("You are number 1");

  const second = await openPhone(browser, baseURL, "viewer@demo.launchroom");
  await second.goto(stage.room);
  await expect(second.getByTestId("place")).toContainText("You are number 1");
  await second.goto("/preorders");
  await expect(second.getByTestId("place").filter({ hasText: "Three buoys" })).toContainText("You are number 1");
  expect(await axeFaults(second)).toEqual([]);

  await first.getByRole("button", { name: "Leave the line" }).click();
  await first.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  await expect(first.getByTestId("drop").getByRole("button", { name: "Take a place" })).toBeVisible();
  await expect(second.getByTestId("place").filter({ hasText: "Three buoys" })).toHaveCount(0);
});

test("with the keyboard alone one lines up, is served at the opening and pays", async ({ browser, baseURL }) => {
  const stage = await openStage(browser, baseURL);
  const dropId = await armDrop(stage, {});
  const page = await openPhone(browser, baseURL);
  await page.goto(stage.room);
  await expect(page.getByTestId("drop")).toBeVisible();
  const press = async (name: string | RegExp, key = "Enter") => {
    const target = page.getByRole("button", { name }).last();
    await expect(target).toBeVisible();
    for (let n = 0; n < 40 && !(await target.evaluate((node) => node === document.activeElement)); n += 1) {
      await page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
    await page.keyboard.press(key);
  };

  await press("Take a place");
  const email = page.getByRole("dialog").getByLabel("E-mail");
  await expect(email).toBeVisible();
  for (let n = 0; n < 20 && !(await email.evaluate((node) => node === document.activeElement)); n += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("keys@example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByTestId("place")).toHaveAttribute("data-story", "numbered");
  await press("Keep watching");
  await fireDrop(stage, dropId, 1);
  await expect(page.getByRole("dialog").getByText("Time left to pay")).toBeVisible();
  await press(/Pay .* deposit/);
  await expect(page.getByTestId("reserved")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("place")).toContainText("Reserved for you");
});

test("on a sold-out product one waits with a number, and the unit that comes back is ordered before one's eyes", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL, { stock: 1 });
  const holder = await someGuest(browser);
  const order = { editionId: stage.editionId, contact: "first@example.com" };
  const { id } = withId.parse(await post(holder, "/api/preorders", order, crypto.randomUUID()));

  const page = await openPhone(browser, baseURL);
  await page.goto(stage.product);
  await page.getByRole("button", { name: "Join the waitlist for Harbour buoy" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("E-mail").fill("patient@example.com");
  await expect(sheet.getByText("units that come back are held for you for 30 minutes", { exact: false })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Join the waitlist" }).click();
  await expect(sheet.getByText("You are next in line").last()).toBeVisible();
  await sheet.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Your place on the waitlist for Harbour buoy" })).toBeVisible();

  await post(holder, `/api/preorders/${id}/cancellation`, {});
  await expect(sheet.getByText("Time left to pay")).toBeVisible();
  await expect(sheet.getByRole("timer")).toHaveText(/29\s*m/);
  await page.goto("/preorders");
  await expect(page.getByText("Harbour buoy Red")).toBeVisible();
  await expect(page.getByText("Held", { exact: true })).toBeVisible();
});
