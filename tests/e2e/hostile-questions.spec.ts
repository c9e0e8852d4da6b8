import { expect, type Page } from "@playwright/test";
import { openPhone, openStage, post, someGuest, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

/** What people paste to make a page run their script, load their picture or lose its layout. */
const payloads = [
  "<script>window.hurt=1</script>",
  "</script><script>window.hurt=1</script>",
  "<img src=x onerror=window.hurt=1>",
  '"><img src=x onerror=window.hurt=1>',
  "'><svg onload=window.hurt=1>",
  "<svg/onload=window.hurt=1>",
  "<iframe srcdoc='<script>parent.hurt=1</script>'></iframe>",
  "<body onload=window.hurt=1>",
  "<details open ontoggle=window.hurt=1>",
  "<a href=javascript:window.hurt=1>click</a>",
  "javascript:window.hurt=1",
  "<math><mi xlink:href='javascript:window.hurt=1'>x</mi></math>",
  "<style>*{display:none}</style>",
  "<link rel=stylesheet href=//evil.example/x.css>",
  "<base href=//evil.example/>",
  "<meta http-equiv=refresh content='0;url=//evil.example'>",
  "<form action=//evil.example><input name=p></form>",
  "<!--<script>window.hurt=1</script>-->",
  "]]><script>window.hurt=1</script>",
  "<template><script>window.hurt=1</script></template>",
  "{{constructor.constructor('window.hurt=1')()}}",
  "$" + "{window.hurt=1}",
  "`$" + "{window.hurt=1}`",
  "#{window.hurt=1}",
  "<%= window.hurt=1 %>",
  "{% raw %}{{ hurt }}{% endraw %}",
  '{"@context":"x","@type":"Question"}',
  "\\u003cscript\\u003ewindow.hurt=1\\u003c/script\\u003e",
  "&lt;script&gt;window.hurt=1&lt;/script&gt;",
  "%3Cscript%3Ewindow.hurt=1%3C/script%3E",
  "'; DROP TABLE question; --",
  "1' OR '1'='1",
  "$(touch /tmp/hurt)",
  '=HYPERLINK("//evil.example","x")',
  "{question}",
  "<b>{count, plural, other {#}}</b>",
  "__proto__",
  "../../../../etc/passwd",
  "data:text/html,<script>window.hurt=1</script>",
  "<object data=//evil.example></object><embed src=//evil.example>",
];

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
