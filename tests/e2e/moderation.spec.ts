import { expect, type Page } from "@playwright/test";
import { axeFaults, openPhone, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a moderator on a phone takes a line back, silences its author and sets the rules, while a viewer looks on", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const keeper = await openPhone(browser, baseURL, "host@demo.launchroom");
  const viewer = await openPhone(browser, baseURL);
  await viewer.goto(stage.room);
  await keeper.goto(`/studio/talk/${stage.showId}`);

  await test.step("a line is gone from the viewer's screen at once, and stands again after Undo", async () => {
    await write(viewer, "buy it at my place instead");
    await keeper.getByRole("button", { name: "Remove the line of Passer-by" }).click();
    await expect(said(viewer, "buy it at my place instead")).toBeHidden({ timeout: 5000 });
    await keeper.getByRole("button", { name: "Undo" }).click();
    await expect(said(viewer, "buy it at my place instead")).toBeVisible();
  });

  await test.step("who is silenced is told why and for how long, and loses what they said", async () => {
    await keeper.getByRole("button", { name: "Silence Passer-by" }).click();
    const form = keeper.getByRole("dialog");
    await form.getByLabel("Reason").selectOption("spam");
    expect(await axeFaults(keeper)).toEqual([]);
    await form.getByRole("button", { name: "Silence", exact: true }).click();
    await expect(said(viewer, "buy it at my place instead")).toBeHidden();
    await type(viewer, "hello?");
    await expect(viewer.getByText("You can write again in 10 minutes", { exact: false })).toBeVisible();
    await expect(viewer.getByText("(spam)", { exact: false })).toBeVisible();
  });

  await test.step("lifted, they write again; a closed chat says so in the empty field", async () => {
    await part(keeper, "Rules");
    await keeper.getByRole("button", { name: "Let Passer-by write again" }).click();
    await expect(keeper.getByText("Lifted by", { exact: false })).toBeVisible();
    await type(viewer, "thank you");
    await expect(said(viewer, "thank you")).toBeVisible();
    await keeper.getByLabel("Who may write").selectOption("staff");
    await expect(viewer.getByPlaceholder("The chat is closed")).toBeVisible();
    expect(await axeFaults(keeper)).toEqual([]);
  });
});

test("a moderator holds the room from a phone: what waits, what was reported, the shield, a whisper and the way back", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const keeper = await openPhone(browser, baseURL, "host@demo.launchroom");
  const [viewer, other] = [await openPhone(browser, baseURL), await openPhone(browser, baseURL)];
  for (const page of [viewer, other]) await page.goto(stage.room);
  await keeper.goto(`/studio/talk/${stage.showId}`);

  await test.step("a line that meets a rule waits; its author alone is told, until a moderator lets it in", async () => {
    await type(viewer, "this is sh1t");
    await expect(viewer.getByTestId("unsent")).toContainText("Waits for a moderator");
    await part(keeper, "Waiting");
    await expect(keeper.locator("mark")).toHaveText("sh1t");
    await expect(said(other, "this is sh1t")).toBeHidden();
    expect(await axeFaults(keeper)).toEqual([]);
    await keeper.getByRole("button", { name: "Let the line of Passer-by in" }).click();
    await expect(said(other, "this is sh1t")).toBeVisible();
    await expect(said(viewer, "this is sh1t")).toBeVisible();
    await expect(viewer.getByTestId("unsent")).toHaveCount(0);
  });

  await test.step("what is kept out says so where it was written, until its author hides it", async () => {
    await type(viewer, "more of this sh1t");
    await keeper.getByRole("button", { name: "Keep the line of Passer-by out" }).click();
    await expect(viewer.getByTestId("unsent")).toContainText("A moderator kept it out");
    await viewer.reload();
    await expect(viewer.getByTestId("unsent")).toContainText("A moderator kept it out");
    await viewer.getByTestId("unsent").getByRole("button", { name: "Hide" }).click();
    await expect(viewer.getByTestId("unsent")).toHaveCount(0);
  });

  await test.step("a viewer reports it from its menu, the moderator answers, the viewer reads it", async () => {
    await said(other, "this is sh1t").click();
    await other.getByRole("menuitem", { name: "Report" }).click();
    const sheet = other.getByRole("dialog");
    await sheet.getByLabel("It insults somebody").check();
    expect(await axeFaults(other)).toEqual([]);
    await sheet.getByRole("button", { name: "Report" }).click();
    await expect(other.getByText("A moderator looks at it")).toBeVisible();
    await part(keeper, "Reports");
    await keeper.getByRole("button", { name: "Answer the case about Passer-by" }).click();
    const form = keeper.getByRole("dialog");
    await form.getByLabel("What to do").selectOption("removed");
    await form.getByLabel("Your reasons").fill("We speak kindly here.");
    expect(await axeFaults(keeper)).toEqual([]);
    await form.getByRole("button", { name: "Answer" }).click();
    await expect(said(other, "this is sh1t")).toBeHidden();
    await other.goto("/account/talk");
    await expect(other.getByText("The line was removed.")).toBeVisible();
    await expect(other.getByText("We speak kindly here.")).toBeVisible();
    expect(await axeFaults(other)).toEqual([]);
  });

  await test.step("one press shields the room, one more takes it back", async () => {
    await keeper.getByRole("button", { name: "Shield" }).click();
    await expect(viewer.getByPlaceholder("Open to those who are signed in")).toBeVisible({ timeout: 3000 });
    await keeper.getByRole("button", { name: "Shield is up" }).click();
    await expect(viewer.getByPlaceholder("Say something")).toBeVisible();
  });

  await test.step("a whisper stands in the moderators' feed and in no viewer's", async () => {
    await part(keeper, "Talk");
    await keeper.getByRole("button", { name: "Whisper" }).first().click();
    await keeper.getByRole("textbox", { name: "To those who keep this chat" }).fill("watch the one with the links");
    await keeper.keyboard.press("Enter");
    await expect(keeper.getByText("watch the one with the links")).toBeVisible();
    await write(viewer, "a question about size");
    await expect(viewer.getByText("watch the one with the links")).toBeHidden();
    const staff = await openPhone(browser, baseURL, "host@demo.launchroom");
    await staff.goto(stage.room);
    await expect(staff.getByText("watch the one with the links")).toBeVisible();
    expect(await axeFaults(keeper)).toEqual([]);
  });

  await test.step("keys walk and act, and each act can be taken back", async () => {
    await keeper.getByRole("heading", { level: 1 }).click();
    await keeper.keyboard.press("?");
    await expect(keeper.getByRole("dialog").getByText("Keep a waiting line out")).toBeVisible();
    await keeper.keyboard.press("Escape");
    await expect(keeper.getByRole("dialog")).toBeHidden();
    await keeper.keyboard.press("k");
    await keeper.keyboard.press("d");
    await expect(said(viewer, "a question about size")).toBeHidden();
    await part(keeper, "Done");
    // Until the newest act is in the list, the line that was reported is the first.
    const removal = keeper.getByRole("listitem").filter({ hasText: "a question about size" });
    await removal.getByRole("button", { name: "Undo: removed a line" }).click();
    await expect(said(viewer, "a question about size")).toBeVisible();
    await part(keeper, "Rules");
    await keeper.getByLabel("A line").fill("f u c k off");
    await keeper.getByRole("button", { name: "Try" }).click();
    await expect(keeper.getByText("It would wait: Word list.")).toBeVisible();
    expect(await axeFaults(keeper)).toEqual([]);
  });
});

async function part(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Parts of this page" }).getByRole("button", { name }).click();
}

const said = (page: Page, text: string) => page.getByRole("log").getByText(text, { exact: true });

async function write(page: Page, text: string): Promise<void> {
  await type(page, text);
  await expect(said(page, text)).toBeVisible();
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.keyboard.press("Enter");
}
