import { expect, type Page } from "@playwright/test";
import { payloads } from "#tests/questions/payloads.ts";
import { openPhone, openStage, post, someGuest, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("forty hostile questions and answers hurt no viewer, no desk and no product's page", async ({
  browser,
  baseURL,
}) => {
  expect(payloads).toHaveLength(40);
  const stage = await openStage(browser, baseURL);
  for (let from = 0; from < payloads.length; from += 5) {
    const guest = await someGuest(browser);
    for (const body of payloads.slice(from, from + 5)) {
      const { id } = withId.parse(
        await post(guest, `/api/shows/${stage.showId}/questions`, { body, anyway: true, productId: stage.productId }),
      );
      if (from >= 35) continue;
      const answer = await stage.host.put(`/api/shows/${stage.showId}/questions/${id}/answer`, {
        data: { answer: body },
      });
      expect(answer.ok(), await answer.text()).toBe(true);
    }
  }
  await post(stage.host, `/api/shows/${stage.showId}/claims`, { claim: payloads[2], truth: payloads[0] });
  const viewer = await openPhone(browser, baseURL);
  await viewer.goto(stage.room);
  await expect(viewer.getByTestId("claim")).toContainText("<script>");
  await viewer.getByRole("button", { name: "Questions and answers" }).click();
  await expect(viewer.getByTestId("question").filter({ hasText: "evil.example></object>" })).toBeVisible();
  await expectUnhurt(viewer);
  const host = await openPhone(browser, baseURL, "host@demo.launchroom");
  await host.goto(`/studio/talk/${stage.showId}`);
  await host.getByRole("button", { name: "Questions" }).click();
  await host.getByLabel("Which questions").selectOption("answered");
  await expect(host.getByTestId("desk-question").first()).toBeVisible();
  await expectUnhurt(host);
  await viewer.goto(stage.product);
  await expect(viewer.getByRole("heading", { name: "Questions about Harbour buoy" })).toBeVisible();
  await expectUnhurt(viewer);
  await viewer.goto(`${stage.product}/questions`);
  await viewer.getByRole("link", { name: "Older answers" }).click();
  await expect(viewer.getByText("<script>window.hurt=1</script>").first()).toBeVisible();
  await expectUnhurt(viewer);
});

async function expectUnhurt(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, "hurt"))).toBeUndefined();
  expect(
    await page.locator("[src*='evil.example'],[href*='evil.example'],[action*='evil.example'],[src='x']").count(),
  ).toBe(0);
  await expect(page.locator("main")).toBeVisible();
}
