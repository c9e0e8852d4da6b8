import { expect } from "@playwright/test";
import { axeFaults, openPhone, openStage, post } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a tablet reads the script by a code, rolls it, follows the run, and is cut off with one tap", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const sentences = Array.from({ length: 60 }, (_, at) => `Sentence ${at + 1} of what I say tonight.`).join("\n");
  for (const [title, script] of [
    ["Welcome", sentences],
    ["The price", "Three thousand."],
  ])
    await post(stage.host, `/api/shows/${stage.showId}/segments`, { kind: "talk", title, seconds: 60, script });
  const plan = await openPhone(browser, baseURL, "host@demo.launchroom");
  await plan.setViewportSize({ width: 1280, height: 800 });
  await plan.goto(`/studio/shows/${stage.showId}/run`);
  await plan.getByRole("button", { name: "Prompter" }).click();
  const sheet = plan.getByRole("dialog");
  await sheet.getByRole("button", { name: "Make an address" }).click();
  await expect(sheet.getByRole("img", { name: "The address as a code to scan" })).toBeVisible();
  const address = await sheet.getByRole("textbox", { name: "Prompter address" }).inputValue();
  const tablet = await openPhone(browser, baseURL);
  await tablet.setViewportSize({ width: 1180, height: 820 });
  const script = tablet.getByTestId("script");
  const place = () => script.evaluate((element) => element.scrollTop);

  await test.step("the first part stands ready, and rolls at the speed that is set", async () => {
    await tablet.goto(new URL(address).pathname);
    await expect(script).toContainText("Sentence 1 of");
    await expect(tablet.getByText("140 words a minute")).toBeVisible();
    await tablet.keyboard.press("ArrowRight");
    await expect(tablet.getByText("150 words a minute")).toBeVisible();
    expect(await place()).toBe(0);
    await tablet.keyboard.press(" ");
    await expect.poll(place).toBeGreaterThan(40);
    if (process.env.PROMPTER_SHOT) await tablet.screenshot({ path: process.env.PROMPTER_SHOT });
    await tablet.getByRole("button", { name: "Stop" }).click();
    const stood = await place();
    await tablet.waitForTimeout(300);
    expect(await place()).toBe(stood);
    await tablet.keyboard.press("m");
    await expect(tablet.getByRole("button", { name: "Mirror" })).toHaveAttribute("aria-pressed", "true");
    expect(await axeFaults(tablet)).toEqual([]);
  });

  await test.step("without a network it says so, keeps what stands there, and is back by itself", async () => {
    await tablet.context().setOffline(true);
    await expect(tablet.getByText("No connection. What stands here stays.")).toBeVisible();
    await expect(script).toContainText("Sentence 1 of");
    await tablet.context().setOffline(false);
    await expect(tablet.getByText("No connection.", { exact: false })).toBeHidden();
  });

  await test.step("it follows Next, from its top", async () => {
    await plan.keyboard.press("Escape");
    await plan.keyboard.press("n");
    await expect(plan.getByTestId("run-strip")).toHaveAttribute("data-version", "1");
    await plan.keyboard.press("n");
    await expect(script).toHaveText("Three thousand.");
    await expect.poll(place).toBe(0);
  });

  await test.step("cut off, it says so within a second or two", async () => {
    await plan.getByRole("button", { name: "Prompter" }).click();
    await expect(sheet.getByRole("listitem")).toContainText(/^Made .*\d.*, read .*\d/);
    await sheet.getByRole("button", { name: "Cut off" }).click();
    await expect(tablet.getByText("This screen was cut off")).toBeVisible();
    await expect(sheet.getByText("No screen has an address.")).toBeVisible();
  });
});
