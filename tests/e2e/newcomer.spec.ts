import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { demoCatalog } from "#prisma/seed/catalog.ts";
import { startFreshDemo } from "#tests/support/fresh-demo.ts";
import { test } from "#tests/support/test.ts";

/** How long one round of the film lasts, in seconds; at its seam the end goes on with the beginning. */
const round = 32;
const mostTaps = 8;
const mostMs = 60_000;

let demo: Awaited<ReturnType<typeof startFreshDemo>>;

test.beforeAll(async () => {
  demo = await startFreshDemo();
});
test.afterAll(() => demo.stop());

test("a newcomer with a phone sees the show move and orders within a minute and eight taps", async ({ browser }) => {
  const context = await browser.newContext({
    ...{ baseURL: demo.url, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const page = await context.newPage();
  let taps = 0;
  const tap = async (target: Locator) => {
    taps += 1;
    await target.tap();
  };
  const openedAt = Date.now();

  await test.step("the show on air stands first, one tap away", async () => {
    await page.goto("/");
    const first = page.getByRole("article").first();
    await expect(first.getByRole("heading")).toContainText("The Petrel");
    await tap(first.getByRole("link", { name: "Watch live" }));
  });
  await test.step("its picture moves, people talk, and a drop is armed", async () => {
    await expect(page.locator("[data-live-player]")).toHaveAttribute("data-playing", "true");
    const before = await lookAtPicture(page);
    await expect.poll(async () => differs(before, await lookAtPicture(page))).toBe(true);
    expect(await page.getByRole("log").getByRole("listitem").count()).toBeGreaterThan(4);
    await expect(page.getByRole("button", { name: "Take a place" })).toBeVisible();
  });
  await test.step("the mug is bought as a guest, over the running picture", async () => {
    await tap(page.getByRole("button", { name: /products/i }).last());
    const shelf = page.getByRole("dialog");
    await tap(
      shelf
        .getByRole("listitem")
        .filter({ hasText: "Workshop mug" })
        .getByRole("button", { name: /Reserve/ }),
    );
    const sheet = page.getByRole("dialog").last();
    await tap(sheet.getByLabel("E-mail"));
    await sheet.getByLabel("E-mail").fill("newcomer@example.com");
    await tap(sheet.getByRole("button", { name: /^Reserve/ }));
    await expect(sheet.getByText("Reserved", { exact: true }).first()).toBeVisible();
  });
  const tookMs = Date.now() - openedAt;
  test.info().annotations.push({ type: "newcomer", description: `${taps} taps, ${(tookMs / 1000).toFixed(1)} s` });
  expect(taps).toBeLessThanOrEqual(mostTaps);
  expect(tookMs).toBeLessThan(mostMs);

  await test.step("the film goes on over its seam, forwards and without a gap", async () => {
    await page.keyboard.press("Escape");
    const from = await clockOf(page);
    await expect.poll(() => clockOf(page), { timeout: (round + 20) * 1000 }).toBeGreaterThan(from + round);
    await expect(page.locator("[data-live-player]")).toHaveAttribute("data-tier", "fast");
    await expect(page.locator("[data-live-player]")).toHaveAttribute("data-frozen", "false");
  });
  await context.close();
});

test("the show that was has a replay that plays", async ({ browser }) => {
  const page = await browser.newPage({ baseURL: demo.url });
  await page.goto("/shows/workshop-night");
  await expect.poll(() => clockOf(page)).toBeGreaterThan(1);
  const before = await lookAtPicture(page);
  await expect.poll(async () => differs(before, await lookAtPicture(page))).toBe(true);
  await page.close();
});

test("nothing of the show that plays is recorded", async ({ request }) => {
  const [live] = (await showsOf(request)).live;
  const kept = readdirSync(join(demo.dataDir, "recordings"), { recursive: true, encoding: "utf8" });
  expect(kept.filter((name) => name.endsWith(".m4s")).length).toBeGreaterThan(10);
  expect(kept.filter((name) => name.startsWith(live?.id ?? "none") && name.endsWith(".m4s"))).toEqual([]);
});

test("of what is sealed nothing can be found by anybody: not in a page, the API, a list for machines or a name of a picture", async ({
  request,
}) => {
  const seen = await readEverything(request);
  const lantern = seen.get("/shows/project-lantern") ?? "";
  expect(lantern).toContain("Project Lantern");
  expect(lantern).not.toMatch(/priceMinor|¥\s?\d/);
  const { shows, texts } = { shows: await showsOf(request), texts: [...seen.values()].join("\n") };
  const sealed = shows.next.find(({ slug }) => slug === "project-lantern");
  for (const what of ["", "/snapshot", "/pins"]) {
    const text = await (await request.get(`${demo.url}/api/shows/${sealed?.id}${what}`)).text();
    expect(text).not.toMatch(/priceMinor|editionId|"sku"/);
  }
  // The API has a route of its own under the name "order".
  const products = new Set([...texts.matchAll(/\/products\/(?!order\b)([a-z0-9-]+)/g)].map(([, slug = ""]) => slug));
  const known = demoCatalog();
  expect([...products].toSorted()).toEqual(known.map(({ slug }) => slug).toSorted());
  const pictures = new Set([...texts.matchAll(/\/demo\/[a-z0-9-]+\.svg/g)].map(([path]) => path));
  const shown = known.flatMap(({ image, pictures = [], editions }) => [
    image,
    ...pictures.map(({ src }) => src),
    ...editions.map((each) => each.image),
  ]);
  const others = [...pictures].filter(
    (path) => !shown.includes(path) && !/\/(poster-[a-z]+-(wide|tall)|founder|sealed)\.svg$/.test(path),
  );
  expect(others).toEqual([]);
  expect(seen.size).toBeGreaterThan(12);
});

test("npm start -- --empty begins with people and without shows", async () => {
  const empty = await startFreshDemo(["--empty"]);
  try {
    const page = await (await fetch(empty.url)).text();
    expect(page).toContain("/sign-in?next=/studio");
    const shows = await (await fetch(`${empty.url}/api/shows`)).json();
    expect(shows).toMatchObject({ live: [], next: [], past: [] });
    const body = JSON.stringify({ email: "host@demo.launchroom", password: "launchroom-demo" });
    const headers = { "content-type": "application/json", origin: empty.url };
    const signedIn = await fetch(`${empty.url}/api/auth/sign-in/email`, { method: "POST", headers, body });
    expect(signedIn.status).toBe(200);
  } finally {
    await empty.stop();
  }
});

/** What a stranger reads who follows every address of ours that any answer names, from the usual beginnings on. */
async function readEverything(request: APIRequestContext): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const ahead = [
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/api/openapi.json",
    "/api/shows",
    "/api/products",
  ];
  for (let path = ahead.pop(); path && seen.size < 150; path = ahead.pop()) {
    if (seen.has(path)) continue;
    const answer = await request.get(`${demo.url}${path}`);
    const isText = /text|json|xml|svg/.test(answer.headers()["content-type"] ?? "");
    const text = isText ? await answer.text() : "";
    seen.set(path, text);
    const found = [
      ...text.matchAll(/(?:"|'|\(|>https?:\/\/[^/<"]+)(\/(?:shows|products|demo|api\/shows)[a-z0-9./-]*)/g),
    ];
    ahead.push(...found.map(([, next = ""]) => next).filter((next) => !seen.has(next)));
  }
  return seen;
}

type Card = { id: string; slug: string };

async function showsOf(request: APIRequestContext): Promise<{ live: Card[]; next: Card[] }> {
  return (await request.get(`${demo.url}/api/shows`)).json();
}

/** The picture on screen, made small: brightness of 64 places. */
async function lookAtPicture(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [8, 8];
    const brush = canvas.getContext("2d");
    const video = document.querySelector("video");
    if (!brush || !video) return [];
    brush.drawImage(video, 0, 0, 8, 8);
    const { data } = brush.getImageData(0, 0, 8, 8);
    return Array.from({ length: 64 }, (_, at) => (data[at * 4] ?? 0) + (data[at * 4 + 1] ?? 0));
  });
}

function differs(before: number[], now: number[]): boolean {
  return now.length > 0 && now.filter((value, at) => Math.abs(value - (before[at] ?? 0)) > 12).length >= 3;
}

async function clockOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
}
