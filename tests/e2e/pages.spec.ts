import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { messages } from "#lib/words/messages.ts";
import { axeFaults } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const visits = [
  { path: "/", as: null },
  { path: "/shows/petrel-launch", as: null },
  { path: "/shows/workshop-night", as: null },
  { path: "/products/petrel", as: null },
  { path: "/sign-in", as: null },
  { path: "/forgotten-password", as: null },
  { path: "/find-order", as: null },
  { path: "/account", as: "viewer" },
  { path: "/preorders", as: "viewer" },
  { path: "/studio", as: "host" },
  { path: "/studio/products", as: "host" },
  { path: "/ops", as: "ops" },
  { path: "/ops/orders", as: "ops" },
  { path: "/ops/outbox", as: "ops" },
  { path: "/ops/payments", as: "ops" },
  { path: "/ops/delivery", as: "ops" },
  { path: "/settings", as: "owner" },
  { path: "/settings/pages/terms?language=zh-CN", as: "owner" },
] as const;

const views = [
  { name: "a phone in light English", viewport: { width: 390, height: 844 }, colorScheme: "light", locale: "en-GB" },
  { name: "a desktop in dark Chinese", viewport: { width: 1440, height: 900 }, colorScheme: "dark", locale: "zh-CN" },
] as const;

for (const view of views) {
  test(`every page is sound on ${view.name}`, async ({ browser, baseURL }) => {
    test.setTimeout(400_000);
    const found: Record<string, unknown> = {};
    const readers = new Map<string | null, BrowserContext>();
    for (const { path, as } of visits) {
      const context = readers.get(as) ?? (await signedIn(browser, { as, view, baseURL }));
      readers.set(as, context);
      const page = await context.newPage();
      const faults = watchForFaults(page);
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await page.locator("main").first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      faults.push(...(await overflowOf(page)), ...(await axeFaults(page)));
      expect(await page.locator("html").getAttribute("lang"), path).toBe(view.locale === "zh-CN" ? "zh-CN" : "en");
      if (faults.length > 0) found[path] = faults;
      await page.close();
    }
    expect(found).toEqual({});
  });
}

test("each language of a public page has an address of its own, which search engines and previews are told", async ({
  playwright,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const english = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { "accept-language": "en" } });
  const names = { en: "Petrel", "zh-CN": "海燕" };
  for (const path of ["/", "/shows/petrel-launch", "/products/petrel"]) {
    const plain = await (await english.get(path)).text();
    expect(plain, path).toMatch(canonicalOf(path));
    for (const lang of ["en", "zh-CN"] as const) {
      const crawler = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { "accept-language": "en" } });
      const html = await (await crawler.get(`${path}?lang=${lang}`)).text();
      expect(html, path).toContain(`<html lang="${lang}"`);
      expect(html, path).toMatch(canonicalOf(path, `[?]lang=${lang}`));
      expect(html, path).toContain(`property="og:locale" content="${lang.replace("-", "_")}"`);
      for (const other of ["en", "zh-CN"]) {
        expect(html, path).toMatch(new RegExp(`hrefLang="${other}" href="[^"]*[?]lang=${other}"`, "i"));
      }
      expect(html, path).toMatch(/hrefLang="x-default" href="[^"?]*"/i);
      if (path !== "/") expect(dataOf(html), path).toMatchObject({ name: expect.stringContaining(names[lang]) });
      if (path.startsWith("/products")) expect(dataOf(html)).toMatchObject({ url: `${base}${path}?lang=${lang}` });
      await crawler.dispose();
    }
  }
  expect(await (await english.get("/?lang=tlh")).text()).toContain('<html lang="en"');
  const sitemap = await (await english.get("/sitemap.xml")).text();
  expect(sitemap).toContain(`<loc>${base}/products/petrel?lang=zh-CN</loc>`);
  expect(sitemap).toContain(`hreflang="x-default" href="${base}/products/petrel"`);
  await english.dispose();

  function canonicalOf(path: string, query = ""): RegExp {
    return new RegExp(`<link rel="canonical" href="${base}${path === "/" ? "/?" : path}${query}"`);
  }
});

test("whoever comes by an address in one language stays in it, and can leave it with one press", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await page.goto("/products/petrel?lang=zh-CN");
  await page.getByRole("link", { name: "Launchroom" }).first().click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(messages["zh-CN"].home.title);
  await page.goto("/?lang=zh-CN");
  await page.getByRole("button", { name: "English" }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.context().close();
});

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
    "/settings",
    "/settings/pages/terms",
  ];
  for (const path of closed) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
  const nobody = await (await browser.newContext()).newPage();
  await nobody.goto("/studio");
  expect(new URL(nobody.url()).pathname).toBe("/sign-in");
});

type Reading = { as: string | null; view: (typeof views)[number]; baseURL: string | undefined };

/** One browser for all pages of a reader, as a reader has: what the pages share is loaded once. */
async function signedIn(browser: Browser, { as, view, baseURL }: Reading): Promise<BrowserContext> {
  const context = await browser.newContext(view);
  const data = { email: `${as}@demo.launchroom`, password: "launchroom-demo" };
  if (as) await context.request.post("/api/auth/sign-in/email", { data, headers: { origin: baseURL ?? "" } });
  return context;
}

/** What the page tells search engines of itself. */
function dataOf(html: string): unknown {
  return JSON.parse(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? "null");
}

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
