import { expect, type Page } from "@playwright/test";
import { messages } from "#lib/words/messages.ts";
import { axeFaults, openPhone, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const said = {
  en: { asked: "When will it ship?", again: "When does this get shipped?", other: "Is there a red one?" },
  "zh-CN": { asked: "什么时候发货？", again: "请问啥时候能发货呢", other: "有红色的吗？" },
} as const;

for (const locale of ["en", "zh-CN"] as const) {
  test(`a question goes from a phone over the air into a chapter of the replay (${locale})`, async ({
    browser,
    baseURL,
  }) => {
    const [words, desk, studio] = [messages[locale].questions, messages[locale].questionDesk, messages[locale].studio];
    const { asked, again, other } = said[locale];
    const stage = await openStage(browser, baseURL);
    const host = await openPhone(browser, baseURL, "host@demo.launchroom");
    await speak(host, locale);
    await host.setViewportSize({ width: 1440, height: 900 });
    await host.context().grantPermissions(["camera", "microphone"]);
    const [viewer, second] = [await openPhone(browser, baseURL), await openPhone(browser, baseURL)];
    for (const page of [viewer, second]) await speak(page, locale);

    await host.goto(`/studio/shows/${stage.showId}`);
    await host.getByRole("button", { name: studio.air.resume }).click();
    await viewer.goto(stage.room);
    await expect(viewer.locator("[data-live-player][data-playing=true]")).toBeVisible();

    await test.step("asked on a phone; whoever asks nearly the same is shown it first, and votes", async () => {
      await ask(viewer, words, asked);
      await expect(row(viewer, asked)).toBeVisible();
      expect(await axeFaults(viewer)).toEqual([]);
      await second.goto(stage.room);
      await ask(second, words, again);
      await expect(second.getByTestId("alike")).toContainText(asked);
      await second.getByTestId("alike").getByRole("button", { name: words.takeThis }).click();
      await expect(row(second, asked).getByTestId("votes")).toHaveText("2");
      await expect(row(viewer, asked).getByTestId("votes")).toHaveText("2");
      await ask(second, words, other);
      await expect(row(viewer, other)).toBeVisible();
      await shut(viewer);
    });

    await test.step("by one key on air, over the picture; by another answered, and its askers are told", async () => {
      await host
        .getByRole("heading", { name: desk.heading })
        .or(host.locator("body"))
        .first()
        .click({ position: { x: 5, y: 5 } });
      await host.keyboard.press("v");
      await expect(host.getByTestId("desk-question").first()).toContainText(asked);
      await host.keyboard.press("q");
      await expect(viewer.getByTestId("asked")).toContainText(asked);
      expect(await axeFaults(host)).toEqual([]);
      await host.keyboard.press("a");
      await expect(viewer.getByTestId("asked")).toBeHidden();
      await expect(viewer.getByRole("button", { name: words.openNews })).toBeVisible();
      await expect(host.getByTestId("desk-question")).toHaveCount(1);
    });

    await test.step("a claim and its truth stand in the room, and never over Buy", async () => {
      await host.getByRole("button", { name: desk.claim }).click();
      await host.getByRole("textbox", { name: desk.said }).fill("It sinks");
      await host.getByRole("textbox", { name: desk.truth }).fill("It floats");
      await host.getByRole("button", { name: desk.pin }).click();
      await expect(viewer.getByTestId("claim")).toContainText("It floats");
      await host.keyboard.press("Escape");
    });

    await test.step("after the end it is a chapter, a link goes to its second, and the open one stays", async () => {
      await stage.host.post(`/api/shows/${stage.showId}/end`, { data: {} });
      await expect(viewer.locator(`[title="? ${asked}"]`)).toHaveCount(1, { timeout: 60_000 });
      await expect(host.getByTestId("question-figures")).toBeVisible();
      const link = viewer.locator("a[href^='#at-']").first();
      await expect(link).toBeVisible();
      const at = Number((await link.getAttribute("href"))?.slice("#at-".length));
      await link.click();
      await expect.poll(() => viewer.getByTestId("scrub").inputValue().then(Number)).toBeGreaterThan(at - 3000);
      await expect(row(viewer, other)).toBeVisible();
      await expect(viewer.getByText("It floats")).toBeVisible();
      expect(await axeFaults(viewer)).toEqual([]);
    });

    await test.step("answered in writing from the studio, it stands on the product's page", async () => {
      await host.getByRole("button", { name: desk.writeOf.replace("{question}", other) }).click();
      const form = host.getByRole("dialog");
      await form.getByLabel(desk.answer, { exact: true }).fill("Yes, from May on.");
      await form.getByLabel(desk.product).selectOption({ label: "Harbour buoy" });
      await form.getByRole("button", { name: desk.send }).click();
      await expect(host.getByText(desk.sent)).toBeVisible();
      await viewer.goto(stage.product);
      await expect(viewer.getByText("Yes, from May on.")).toBeVisible();
      await viewer.getByRole("link", { name: words.allOfProduct }).click();
      await expect(viewer.getByRole("heading", { level: 3, name: other })).toBeVisible();
      expect(await viewer.locator("script[type='application/ld+json']").allTextContents()).toContainEqual(
        expect.stringContaining("FAQPage"),
      );
    });
  });
}

type Words = (typeof messages)["en"]["questions"];

async function speak(page: Page, locale: "en" | "zh-CN"): Promise<void> {
  await page.context().addCookies([{ name: "locale", value: locale, url: test.info().project.use.baseURL ?? "" }]);
}

async function ask(page: Page, words: Words, text: string): Promise<void> {
  const sheet = page.getByRole("dialog");
  if (!(await sheet.isVisible())) await page.getByRole("button", { name: words.open }).click();
  await sheet.getByRole("textbox", { name: words.label }).fill(text);
  await sheet.getByRole("button", { name: words.ask, exact: true }).click();
}

const row = (page: Page, text: string) => page.getByTestId("question").filter({ hasText: text }).first();
const shut = (page: Page) => page.keyboard.press("Escape");
