import { type Browser, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { axeFaults, openPhone, openStage, post, type Stage, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a host asks the room from a phone; two screens show the same bars, a price is guessed, and a moment comes", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  await stage.host.put(`/api/shows/${stage.showId}/pin`, { data: { productId: stage.productId } });
  const host = await openPhone(browser, baseURL, "host@demo.launchroom");
  await host.goto(`/studio/shows/${stage.showId}`);
  const viewer = await openPhone(browser, baseURL);
  await viewer.goto(stage.room);
  const desktop = await openChinese(browser, stage);

  await test.step("a poll thought of on air is on every screen at once", async () => {
    await host.getByRole("button", { name: "Polls", exact: true }).click();
    await host.getByRole("button", { name: "New poll" }).click();
    const form = host.getByRole("dialog");
    await form.getByLabel("Question").fill("Which colour next?");
    await form.getByLabel("Answers").fill("Harbour blue\nSignal red\n<b>Green</b>");
    await form.getByLabel("How long").selectOption("");
    await form.getByRole("button", { name: "Ask the room now" }).click();
    for (const page of [viewer, desktop])
      await expect(poll(page).getByRole("heading", { name: "Which colour next?" })).toBeVisible();
    expect(await axeFaults(viewer)).toEqual([]);
  });

  await test.step("two answers and a change of mind: both screens and a recount say the same", async () => {
    await choice(viewer, "Harbour blue").click();
    await expect(choice(viewer, "Harbour blue")).toHaveText(/100 %/);
    await choice(desktop, "Signal red").click();
    for (const page of [viewer, desktop]) await expect(choice(page, "Harbour blue")).toHaveText(/50 ?%/);
    await choice(viewer, "<b>Green</b>").click();
    for (const page of [viewer, desktop]) await expect(choice(page, "<b>Green</b>")).toHaveText(/50 ?%/);
    await expect(host.getByTestId("open-poll")).toContainText("50 %");
    expect(await countsOf(stage)).toEqual([0, 1, 1]);
    await viewer.reload();
    await expect(choice(viewer, "<b>Green</b>")).toHaveAttribute("aria-pressed", "true");
    await host.getByTestId("open-poll").getByRole("button", { name: "Close" }).click();
    await expect(poll(viewer)).toContainText("closed");
    await expect(choice(viewer, "Signal red")).toBeDisabled();
  });

  await test.step("nothing of it covers Reserve, and put aside it is a button", async () => {
    const reserve = await viewer
      .getByRole("button", { name: /Reserve/ })
      .first()
      .boundingBox();
    const card = await poll(viewer).boundingBox();
    expect(reserve && card && card.y + card.height <= reserve.y).toBe(true);
    await poll(viewer).getByRole("button", { name: "Put the poll aside" }).click();
    await expect(viewer.getByRole("button", { name: "Show the poll" })).toBeVisible();
  });

  await test.step("the nearest guess of a price is told its place", async () => {
    const asked = { kind: "guess", title: "What will it cost?", currency: "CNY", seconds: null };
    const { id } = withId.parse(await post(stage.host, `/api/shows/${stage.showId}/polls`, asked));
    await post(stage.host, `/api/shows/${stage.showId}/polls/${id}/opening`, {});
    await poll(viewer).getByRole("textbox", { name: "Your guess" }).fill("599");
    await poll(viewer).getByRole("button", { name: "Guess" }).click();
    await expect(poll(viewer)).toContainText("You guessed ¥599");
    await expect(poll(viewer)).toContainText("1 guess");
    await post(stage.host, `/api/shows/${stage.showId}/polls/${id}/closing`, {});
    await stage.host.put(`/api/shows/${stage.showId}/polls/${id}/right`, { data: { right: 59_900 } });
    await expect(poll(viewer)).toContainText("It costs ¥599");
    await expect(poll(viewer)).toContainText("Your place: 1");
    await expect(poll(desktop)).toContainText("售价为 ¥599");
  });

  await test.step("a moment comes by hand, once", async () => {
    await host.getByRole("button", { name: "New moment" }).click();
    const form = host.getByRole("dialog");
    await form.getByLabel("When").selectOption("manual");
    await form.getByLabel("In your words").fill("To the first hundred: thank you");
    await form.getByRole("button", { name: "Save" }).click();
    await host.getByRole("button", { name: "Celebrate now: To the first hundred: thank you" }).click();
    for (const page of [viewer, desktop])
      await expect(page.getByTestId("moment")).toHaveText("To the first hundred: thank you");
    await expect(host.getByTestId("moment-row")).toContainText("Came at");
    expect(await axeFaults(host)).toEqual([]);
  });

  await test.step("whoever keeps the chat has the same on a second screen", async () => {
    await host.goto(`/studio/talk/${stage.showId}`);
    await host.getByRole("button", { name: "Polls", exact: true }).click();
    await expect(host.getByTestId("past-poll")).toHaveCount(2);
    expect(await axeFaults(host)).toEqual([]);
  });
});

const poll = (page: Page) => page.getByTestId("poll");
const choice = (page: Page, name: string) => poll(page).getByRole("button", { name });

async function openChinese(browser: Browser, { room }: Stage): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(room);
  return page;
}

async function countsOf({ host, showId }: Stage): Promise<number[] | undefined> {
  const answer = await host.get(`/api/shows/${showId}/polls`);
  return z.array(z.object({ votes: z.array(z.number()) })).parse(await answer.json())[0]?.votes;
}
