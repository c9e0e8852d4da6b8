import { expect, type Page } from "@playwright/test";
import { axeFaults, openPhone, openStage, post, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("host and producer drive a show by keys alone, and a viewer sees what they stop and let go on", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const { showId, productId } = stage;
  const poll = { kind: "vote", title: "Which colour?", choices: ["Red", "Blue"] };
  const { id: pollId } = withId.parse(await post(stage.host, `/api/shows/${showId}/polls`, poll));
  const talk = { kind: "talk", title: "Welcome", seconds: 60 };
  const shown = { kind: "poll", title: "The buoy", seconds: 120, productId, pollId };
  await post(stage.host, `/api/shows/${showId}/segments/batch`, { segments: [talk, shown] });
  const viewer = await openPhone(browser, baseURL);
  const producer = await openPhone(browser, baseURL, "host@demo.launchroom");
  const desk = await openPhone(browser, baseURL, "host@demo.launchroom");
  await desk.setViewportSize({ width: 1440, height: 900 });
  await viewer.goto(stage.room);
  await producer.goto(`/studio/shows/${showId}/run`);
  await desk.goto(`/studio/shows/${showId}`);
  for (const page of [producer, desk]) {
    await expect(at(page)).toContainText("2 segments");
    await page.waitForLoadState("networkidle");
  }

  await test.step("Next from one machine is seen on both, and does what the segment says", async () => {
    await producer.keyboard.press("n");
    for (const page of [producer, desk]) await expect(at(page).locator("strong")).toHaveText("Welcome");
    await desk.keyboard.press("n");
    for (const page of [producer, desk]) await expect(at(page).locator("strong")).toHaveText("The buoy");
    await expect(viewer.getByTestId("poll").getByRole("heading", { name: "Which colour?" })).toBeVisible();
    await producer.keyboard.press("b");
    for (const page of [producer, desk]) await expect(at(page).locator("strong")).toHaveText("Welcome");
    await expect(viewer.getByTestId("poll").getByRole("heading", { name: "Which colour?" })).toBeHidden();
  });

  await test.step("each key of the panic row is told to the viewer and undone by the same", async () => {
    await desk.keyboard.press("o");
    await expect(viewer.getByTestId("halts")).toContainText("Sales are paused for a moment");
    await expect(desk.getByRole("button", { name: "Sales stopped" })).toHaveAttribute("aria-pressed", "true");
    await desk.keyboard.press("u");
    await expect(viewer.getByPlaceholder("The chat is closed")).toBeVisible();
    await desk.keyboard.press("y");
    await expect(viewer.locator("[data-said=halted]")).toBeVisible();
    await desk.keyboard.press("m");
    await expect(viewer.getByTestId("halts")).toContainText("turned the sound off");
    expect(await axeFaults(desk)).toEqual([]);
    expect(await axeFaults(viewer)).toEqual([]);
    for (const key of ["o", "u", "y", "m"]) await desk.keyboard.press(key);
    await expect(viewer.getByTestId("halts")).toBeEmpty();
    await expect(viewer.locator("[data-said=halted]")).toHaveCount(0);
  });

  await test.step("on the smallest phone the desk does not scroll sideways, and Next and End show are whole", async () => {
    await desk.setViewportSize({ width: 360, height: 640 });
    expect(await desk.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    for (const name of [/Next/, "End show"])
      await expect(desk.getByRole("button", { name })).toHaveJSProperty("scrollWidth", await widthOf(desk, name));
  });

  await test.step("the plan is made on its page: a template, a deletion and the way back", async () => {
    await producer.getByRole("button", { name: "Template, text or copy" }).click();
    await producer.getByRole("button", { name: "Quick drop, 15 minutes" }).click();
    await expect(producer.getByTestId("segment")).toHaveCount(6);
    await producer.getByRole("button", { name: "Delete “The buoy”" }).click();
    await expect(producer.getByTestId("segment")).toHaveCount(5);
    await producer.getByRole("button", { name: "Undo" }).click();
    await expect(producer.getByTestId("segment").nth(1)).toContainText("The buoy");
    expect(await axeFaults(producer)).toEqual([]);
  });
});

const at = (page: Page) => page.getByTestId("run-strip");
const widthOf = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).evaluate((button) => button.clientWidth);
