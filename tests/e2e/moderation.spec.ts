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
    await write(viewer, "buy it cheaper at my place");
    await keeper.getByRole("button", { name: "Remove the line of Guest" }).click();
    await expect(said(viewer, "buy it cheaper at my place")).toBeHidden({ timeout: 5000 });
    await keeper.getByRole("button", { name: "Undo" }).click();
    await expect(said(viewer, "buy it cheaper at my place")).toBeVisible();
  });

  await test.step("who is silenced is told why and for how long, and loses what they said", async () => {
    await keeper.getByRole("button", { name: "Silence Guest" }).click();
    const form = keeper.getByRole("dialog");
    await form.getByLabel("Reason").selectOption("spam");
    expect(await axeFaults(keeper)).toEqual([]);
    await form.getByRole("button", { name: "Silence", exact: true }).click();
    await expect(said(viewer, "buy it cheaper at my place")).toBeHidden();
    await type(viewer, "hello?");
    await expect(viewer.getByText("You can write again in 10 minutes", { exact: false })).toBeVisible();
    await expect(viewer.getByText("(spam)", { exact: false })).toBeVisible();
  });

  await test.step("lifted, they write again; a closed chat says so in the empty field", async () => {
    await keeper.getByRole("button", { name: "Let Guest write again" }).click();
    await expect(keeper.getByText("Lifted by", { exact: false })).toBeVisible();
    await type(viewer, "thank you");
    await expect(said(viewer, "thank you")).toBeVisible();
    await keeper.getByLabel("Who may write").selectOption("staff");
    await expect(viewer.getByPlaceholder("The chat is closed")).toBeVisible();
    expect(await axeFaults(keeper)).toEqual([]);
  });
});

const said = (page: Page, text: string) => page.getByRole("log").getByText(text, { exact: true });

async function write(page: Page, text: string): Promise<void> {
  await type(page, text);
  await expect(said(page, text)).toBeVisible();
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.keyboard.press("Enter");
}
