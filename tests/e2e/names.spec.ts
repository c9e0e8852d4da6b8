import { type Browser, expect, type Page } from "@playwright/test";
import { axeFaults, openPhone, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const words = {
  en: {
    field: "Message",
    name: "Your name in the chat",
    send: "Send",
    taken: "could be taken for somebody of the shop",
  },
  "zh-CN": { field: "消息", name: "你在聊天中的名字", send: "发送", taken: "容易被当成店方人员" },
} as const;

for (const locale of ["en", "zh-CN"] as const) {
  test(`a guest on a phone is asked for a name at the first line, which then goes out (${locale})`, async ({
    browser,
    baseURL,
  }) => {
    const stage = await openStage(browser, baseURL);
    const said = words[locale];
    const page = await nameless(browser, locale);
    await page.goto(stage.room);
    await page.getByPlaceholder(/.+/).last().fill("does it float?");
    await page.keyboard.press("Enter");
    const name = page.getByRole("textbox", { name: said.name });
    await expect(name).toBeFocused();
    await expect(page.getByText("does it float?")).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);

    await name.fill("Оfficial");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: said.taken })).toBeVisible();
    await name.fill("Mei <b>1</b>");
    await page.keyboard.press("Enter");
    const line = page.getByRole("log").getByRole("listitem").filter({ hasText: "does it float?" });
    await expect(line).toContainText("Mei <b>1</b>");
    await expect(line.locator("b")).toHaveCount(0);

    await page.reload();
    await page.getByPlaceholder(/.+/).last().fill("and sink?");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("log").getByText("and sink?", { exact: true })).toBeVisible();
    await expect(name).toBeHidden();
  });
}

test("a line is answered from its menu, by finger and by keys; whom it answers sees it marked; a moderator asks for another name", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const keeper = await openPhone(browser, baseURL, "host@demo.launchroom");
  const [asker, other] = [await openPhone(browser, baseURL), await nameless(browser, "en")];
  for (const page of [asker, other]) await page.goto(stage.room);
  await write(asker, "is it heavy?");

  await test.step("Ming answers by a tap, and says their name first", async () => {
    await lineOf(other, "is it heavy?").click();
    await other.getByRole("menuitem", { name: "Answer" }).click();
    await expect(other.getByText("To Passer-by")).toBeVisible();
    await other.getByRole("textbox", { name: "Message" }).fill("two kilos");
    await other.keyboard.press("Enter");
    await other.getByRole("textbox", { name: "Your name in the chat" }).fill("Ming");
    await other.keyboard.press("Enter");
    await expect(lineOf(asker, "two kilos")).toContainText("Passer-by is it heavy?");
    await expect(lineOf(asker, "two kilos")).toHaveAttribute("data-to-me", "true");
    await expect(asker.getByTestId("read-aloud")).toContainText("Ming: two kilos", { timeout: 8000 });
  });

  await test.step("by keys: arrows walk, Enter opens, Escape goes back to the line", async () => {
    await asker.getByRole("log").focus();
    await asker.keyboard.press("ArrowUp");
    await expect(lineOf(asker, "two kilos")).toBeFocused();
    await asker.keyboard.press("ArrowUp");
    const first = asker.getByRole("log").getByRole("listitem").first();
    await expect(first).toBeFocused();
    await expect(first).not.toHaveAttribute("data-to-me");
    await asker.keyboard.press("Enter");
    await expect(asker.getByRole("menu")).toBeVisible();
    expect(await axeFaults(asker)).toEqual([]);
    await asker.keyboard.press("Escape");
    await expect(asker.getByRole("menu")).toBeHidden();
    await asker.getByRole("textbox", { name: "Message" }).focus();
  });

  await test.step("without a name Ming is asked again at the next line", async () => {
    await keeper.goto(`/studio/talk/${stage.showId}`);
    await keeper.getByRole("button", { name: "Ask Ming for another name" }).click();
    await expect(lineOf(asker, "two kilos")).toContainText("Guest");
    await other.getByRole("textbox", { name: "Message" }).fill("why?");
    await other.keyboard.press("Enter");
    await other.getByRole("textbox", { name: "Your name in the chat" }).fill("Mingming");
    await other.keyboard.press("Enter");
    await expect(lineOf(asker, "why?")).toContainText("Mingming");
  });
});

const lineOf = (page: Page, text: string) =>
  page.getByRole("log").getByRole("listitem").filter({ hasText: text }).last();

async function nameless(browser: Browser, locale: "en" | "zh-CN"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale, hasTouch: true });
  return context.newPage();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").getByText(text, { exact: true })).toBeVisible();
}
