import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const visits = [
  { path: "/", as: null },
  { path: "/shows/petrel-launch", as: null },
  { path: "/shows/workshop-night", as: null },
  { path: "/products/petrel", as: null },
  { path: "/sign-in", as: null },
  { path: "/forgotten-password", as: null },
  { path: "/account", as: "viewer" },
  { path: "/preorders", as: "viewer" },
  { path: "/studio", as: "host" },
  { path: "/studio/products", as: "host" },
  { path: "/ops", as: "ops" },
  { path: "/ops/orders", as: "ops" },
  { path: "/ops/outbox", as: "ops" },
  { path: "/ops/payments", as: "ops" },
  { path: "/ops/delivery", as: "ops" },
] as const;

const views = [
  { name: "a phone in light English", viewport: { width: 390, height: 844 }, colorScheme: "light", locale: "en-GB" },
  { name: "a desktop in dark Chinese", viewport: { width: 1440, height: 900 }, colorScheme: "dark", locale: "zh-CN" },
] as const;

for (const view of views) {
  test(`every page is sound on ${view.name}`, async ({ browser, baseURL }) => {
    const found: Record<string, unknown> = {};
    for (const { path, as } of visits) {
      const context = await browser.newContext(view);
      if (as) {
        const data = { email: `${as}@demo.launchroom`, password: "launchroom-demo" };
        await context.request.post("/api/auth/sign-in/email", { data, headers: { origin: baseURL ?? "" } });
      }
      const page = await context.newPage();
      const faults = watchForFaults(page);
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await page.locator("main").first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      faults.push(...(await overflowOf(page)), ...(await axeFaults(page)));
      expect(await page.locator("html").getAttribute("lang"), path).toBe(view.locale === "zh-CN" ? "zh-CN" : "en");
      if (faults.length > 0) found[path] = faults;
      await context.close();
    }
    expect(found).toEqual({});
  });
}

test("strangers find no studio and no board", async ({ browser, baseURL }) => {
  const viewer = await browser.newContext();
  const data = { email: "viewer@demo.launchroom", password: "launchroom-demo" };
  await viewer.request.post("/api/auth/sign-in/email", { data, headers: { origin: baseURL ?? "" } });
  const page = await viewer.newPage();
  const closed = [
    "/studio",
    "/studio/products",
    "/ops",
    "/ops/orders",
    "/ops/outbox",
    "/ops/payments",
    "/ops/delivery",
  ];
  for (const path of closed) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
  const nobody = await (await browser.newContext()).newPage();
  await nobody.goto("/studio");
  expect(new URL(nobody.url()).pathname).toBe("/sign-in");
});

function watchForFaults(page: Page): unknown[] {
  const faults: unknown[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return faults;
}

async function overflowOf(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return wide > 0 ? [`${wide} px wider than the screen`] : [];
}

async function axeFaults(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(({ id, nodes }) => ({ id, at: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) }));
}
