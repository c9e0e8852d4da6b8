import { expect, type Page } from "@playwright/test";
import {
  armDrop,
  axeFaults,
  fireDrop,
  openPhone,
  openStage,
  post,
  type Stage,
  someGuest,
  withId,
} from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a host prepares, arms and fires a drop while two viewers watch, and a unit that is not paid goes to the next", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const desk = await openDesk(browser, baseURL, stage);
  const ada = await openPhone(browser, baseURL);
  const ben = await openPhone(browser, baseURL);
  const viewers = [ada, ben];
  for (const viewer of viewers) await viewer.goto(stage.room);
  const found: unknown[] = [];

  await test.step("the form says what the shop has, and arming more than that says how many there are", async () => {
    await desk.getByRole("button", { name: "Prepare a drop" }).click();
    const form = desk.getByRole("dialog");
    await expect(form.getByText("The shop has 5 now.", { exact: false })).toBeVisible();
    await form.getByLabel("Name", { exact: true }).fill("The one buoy");
    await form.getByLabel("Units", { exact: true }).fill("9");
    await form.getByLabel("Time to pay", { exact: true }).fill("10");
    await form.getByLabel("Time to pay: unit of time").selectOption("seconds");
    await form.getByRole("radio", { name: /Drawn by lot/ }).check();
    await form.getByLabel("A price of its own").check();
    await form.getByLabel("Price in CNY").fill("499");
    await form.getByLabel("Deposit in CNY").fill("600");
    await form.getByRole("button", { name: "Prepare", exact: true }).click();
    await expect(form.getByText("Enter an amount, no more than the price.")).toBeVisible();
    await form.getByLabel("Deposit in CNY").fill("49");
    await form.getByRole("button", { name: "Prepare", exact: true }).click();
    await desk.getByRole("button", { name: "Arm The one buoy" }).click();
    await expect(desk.getByText("The shop has only 5 units of it left.", { exact: false })).toBeVisible();
    await desk.getByRole("button", { name: "Change The one buoy" }).click();
    await form.getByLabel("Units", { exact: true }).fill("1");
    await form.getByRole("button", { name: "Save", exact: true }).click();
    await expect(desk.getByText("1 unit · Harbour buoy", { exact: false })).toContainText("¥499");
  });

  await test.step("one key arms it, and the room sees card and rule at once", async () => {
    await desk.keyboard.press("d");
    await expect(desk.getByTestId("drop-live")).toHaveAttribute("data-status", "ARMED");
    for (const viewer of viewers) await expect(viewer.getByTestId("drop")).toHaveAttribute("data-status", "ARMED");
    await expect(ada.getByTestId("drop")).toContainText("¥499");
    await expect(ada.getByTestId("lowest-before")).toHaveText("Lowest price of the 30 days before: ¥599");
    found.push(...(await axeFaults(ada)));
    await ada.getByRole("button", { name: "Drawn by lot" }).click();
    await expect(ada.getByText("put in an order drawn by lot", { exact: false })).toBeVisible();
    await expect(ada.locator("code").first()).toHaveText(/^[0-9a-f]{64}$/);
    found.push(...(await axeFaults(ada)));
    await ada.keyboard.press("Escape");
  });

  await test.step("both take a place in the draw, and the desk counts them", async () => {
    await takePlace(ada, "ada@example.com");
    await takePlace(ben, "ben@example.com");
    await expect(desk.getByTestId("drop-waiting")).toHaveAttribute("data-value", "2");
    await expect(desk.getByTestId("forecast")).toContainText("All of it is spoken for");
    for (const viewer of viewers) await expect(placeOf(viewer)).toHaveAttribute("data-story", "draw");
    found.push(...(await axeFaults(ben)));
    for (const viewer of viewers) await viewer.getByRole("button", { name: "Keep watching" }).click();
  });

  const [winner, loser] =
    await test.step("at the opening one is at the payment, the other knows what is left", async () => {
      await desk.getByRole("button", { name: "Now", exact: true }).click();
      const payment = ada.getByRole("dialog").getByText("Time left to pay");
      const number = ada.getByText("You are number 2");
      await expect(payment.or(number).first()).toBeVisible();
      const [first, second] = (await payment.isVisible()) ? [ada, ben] : [ben, ada];
      await expect(first.getByRole("dialog").getByText("Time left to pay")).toBeVisible();
      await expect(placeOf(second)).toHaveAttribute("data-story", "ifReturned");
      await expect(desk.getByTestId("drop-held")).toHaveAttribute("data-value", "1");
      return [first, second] as const;
    });

  await test.step("the hold runs out, and the unit is the other's while both watch", async () => {
    await expect(loser.getByRole("dialog").getByText("Time left to pay")).toBeVisible();
    await expect(winner.getByRole("dialog").getByText("Your hold ran out", { exact: false })).toBeVisible();
    await loser.getByRole("button", { name: "Pay ¥49 deposit" }).click();
    await expect(loser.getByTestId("reserved")).toBeVisible();
    await expect(desk.getByTestId("drop-sold")).toHaveAttribute("data-value", "1");
    found.push(...(await axeFaults(winner)), ...(await axeFaults(desk)));
  });

  await test.step("closing says what becomes of it, and the room is told", async () => {
    await desk.keyboard.press("x");
    await desk.getByRole("alertdialog").getByRole("button", { name: "Close the drop" }).click();
    await expect(desk.getByText("1 past drop")).toBeVisible();
    await expect(winner.getByTestId("drop")).toHaveAttribute("data-status", "CLOSED");
  });
  expect(found).toEqual([]);
});

test("a pause stops the clock for everybody, and it goes on where it stood", async ({ browser, baseURL }) => {
  const stage = await openStage(browser, baseURL);
  const desk = await openDesk(browser, baseURL, stage);
  const viewer = await openPhone(browser, baseURL);
  await viewer.goto(stage.room);
  await armDrop(stage, { title: "Paused buoys" });
  await expect(viewer.getByTestId("drop")).toBeVisible();
  await desk.getByRole("button", { name: "2 min", exact: true }).click();
  await expect(viewer.getByTestId("drop-clock").getByRole("timer")).toHaveText(/^1:5\d$/);
  await desk.keyboard.press("p");
  await expect(viewer.getByTestId("drop-clock")).toContainText("Paused");
  const stood = await viewer.getByTestId("drop-clock").getByRole("timer").textContent();
  await expect(viewer.getByRole("button", { name: "Paused" })).toBeDisabled();
  await desk.getByRole("button", { name: "Go on" }).click();
  await expect(viewer.getByTestId("drop-clock")).toContainText("Opens in");
  const gone = secondsOf(stood) - secondsOf(await viewer.getByTestId("drop-clock").getByRole("timer").textContent());
  expect(gone).toBeLessThanOrEqual(2);
});

test("a declined card, a reload and another try keep everything that was filled in", async ({ browser, baseURL }) => {
  const stage = await openStage(browser, baseURL, { perPersonLimit: 3 });
  const dropId = await armDrop(stage, { perPersonLimit: 2, challenge: true });
  await fireDrop(stage, dropId);
  const viewer = await openPhone(browser, baseURL);
  await viewer.goto(stage.room);
  const sheet = viewer.getByRole("dialog");

  await test.step("what is typed outlives a reload, and the device proves that it is no bot meanwhile", async () => {
    await viewer.getByTestId("drop").getByRole("button", { name: "Reserve" }).click();
    await sheet.getByLabel("E-mail").fill("steady@example.com");
    await sheet.getByRole("button", { name: "One more" }).click();
    await viewer.reload();
    await viewer.getByTestId("drop").getByRole("button", { name: "Reserve" }).click();
    await expect(sheet.getByLabel("E-mail")).toHaveValue("steady@example.com");
    await expect(sheet.getByRole("status", { name: "Quantity" }).or(sheet.locator("output"))).toHaveText("2");
    await expect(sheet.getByText("Your device has shown that it is no bot.")).toBeVisible();
    expect(await axeFaults(viewer)).toEqual([]);
  });

  await test.step("the card is declined and the units stay held", async () => {
    await sheet.getByLabel("Test payment", { exact: false }).selectOption("decline");
    await sheet.getByRole("button", { name: /Reserve for/ }).click();
    await expect(sheet.getByText("The card was declined.", { exact: false })).toBeVisible();
    await expect(sheet.getByText("2 units are yours until the timer ends.", { exact: false })).toBeVisible();
  });

  await test.step("another card pays for the same order", async () => {
    await sheet.getByLabel("Test payment", { exact: false }).selectOption("approve");
    await sheet.getByRole("button", { name: /Pay .* deposit/ }).click();
    await expect(sheet.getByTestId("reserved")).toContainText("2 × Red");
    const orders = await (await viewer.request.get("/api/preorders")).json();
    expect(orders).toMatchObject([{ quantity: 2, contact: "steady@example.com", state: "RESERVED", dropId }]);
  });
});

test("whoever comes too late is told at once, waits for an unpaid unit, or joins the waitlist with the same form", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL, { stock: 1 });
  const dropId = await armDrop(stage, { units: 1 });
  await fireDrop(stage, dropId);
  const viewer = await openPhone(browser, baseURL);
  await viewer.goto(stage.room);
  const sheet = viewer.getByRole("dialog");
  await viewer.getByTestId("drop").getByRole("button", { name: "Reserve" }).click();
  await sheet.getByLabel("E-mail").fill("late@example.com");

  const holder = await someGuest(browser);
  const order = { editionId: stage.editionId, dropId, contact: "first@example.com" };
  const { id } = withId.parse(await post(holder, "/api/preorders", order, crypto.randomUUID()));
  await expect(sheet.getByText("1 unit is held by somebody who has not paid yet.", { exact: false })).toBeVisible();
  await expect(sheet.getByLabel("E-mail")).toHaveValue("late@example.com");

  const other = await someGuest(browser);
  await post(other, `/api/drops/${dropId}/line`, { contact: "second@example.com" }, crypto.randomUUID());
  await expect(sheet.getByText("Sold out, and more people wait", { exact: false })).toBeVisible();
  await sheet.getByRole("button", { name: "Join the waitlist" }).click();
  await expect(placeOf(viewer)).toHaveAttribute("data-story", "waitlist");
  await expect(sheet.getByText("You are next in line").last()).toBeVisible();

  await post(holder, `/api/preorders/${id}/cancellation`, {});
  await expect(viewer.getByTestId("just-back")).toHaveText("1 just came back");
});

async function openDesk(browser: Parameters<typeof openPhone>[0], baseURL: string | undefined, stage: Stage) {
  const desk = await openPhone(browser, baseURL, "host@demo.launchroom");
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`/studio/shows/${stage.showId}`);
  return desk;
}

async function takePlace(viewer: Page, email: string) {
  await viewer.getByTestId("drop").getByRole("button", { name: "Take a place" }).click();
  const sheet = viewer.getByRole("dialog");
  await sheet.getByLabel("E-mail").fill(email);
  await sheet.getByRole("button", { name: "Take a place" }).click();
  await expect(sheet.getByTestId("place")).toBeVisible();
}

function placeOf(viewer: Page) {
  return viewer.getByTestId("place").last();
}

function secondsOf(text: string | null): number {
  const [minutes = 0, seconds = 0] = (text ?? "").split(":").map(Number);
  return minutes * 60 + seconds;
}
