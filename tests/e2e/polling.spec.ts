import { expect, type Page } from "@playwright/test";
import { messages } from "#lib/words/messages.ts";
import { openStage, post, someGuest } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const views = [
  { locale: "en-GB", words: messages.en.room, viewport: { width: 390, height: 844 } },
  { locale: "zh-CN", words: messages["zh-CN"].room, viewport: { width: 1440, height: 900 } },
] as const;

for (const { words, ...view } of views) {
  test(`a page whose line is refused asks for the room every two seconds, says so, and goes back by itself: ${view.locale}`, async ({
    browser,
    baseURL,
  }) => {
    const stage = await openStage(browser, baseURL, { stock: 9 });
    await stage.host.put(`/api/shows/${stage.showId}/pin`, { data: { productId: stage.productId } });
    const context = await browser.newContext(view);
    const page = await context.newPage();
    const asked = countSnapshots(page);
    let isCut = true;
    await page.routeWebSocket(/\/socket\.io\//, (line) => {
      if (isCut) void line.close();
      else line.connectToServer();
    });
    await page.goto(stage.room);
    await expect(page.getByTestId("connection")).toHaveText(words.polling);
    const left = page.getByTestId("pinned").getByTestId("stock-left");
    await expect(left).toHaveAttribute("data-left", "9");

    const guest = await someGuest(browser);
    const order = { editionId: stage.editionId, quantity: 1, contact: "guest@example.com" };
    await post(guest, "/api/preorders", order, crypto.randomUUID());
    await expect(left).toHaveAttribute("data-left", "8");
    await expect(page.getByTestId("connection")).toHaveText(words.polling);
    await page.screenshot({ path: test.info().outputPath(`${view.locale}.png`) });

    isCut = false;
    await expect(page.getByTestId("connection")).toHaveAttribute("data-connection", "live");
    await expect(page.getByTestId("connection")).toBeEmpty();
    await page.waitForTimeout(2500);
    const before = asked();
    await page.waitForTimeout(4500);
    expect(asked()).toBe(before);
    await context.close();
  });
}

function countSnapshots(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/snapshot")) count += 1;
  });
  return () => count;
}
