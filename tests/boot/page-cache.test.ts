import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { hashInlineScripts } from "#lib/boot/http/inline-scripts.ts";
import { type FreshPage, PageCache } from "#lib/boot/http/page-cache.ts";
import { type PublicPage, publicPageOf } from "#lib/boot/http/public-page.ts";

const at = (url: string, headers: Record<string, string> = {}) => publicPageOf({ url, headers });

test("however many ask for a page, it is rendered once a second, and in every coding it is the same", async () => {
  const { cache, rendered } = cacheOf(() => ({ body: "<p>one</p>".repeat(200) }));
  const page = publicPage("/shows/one");
  const found = await Promise.all(Array.from({ length: 100 }, () => cache.find(page)));
  expect(rendered).toEqual(["/shows/one"]);
  expect(new Set(found).size).toBe(1);
  const { plain, br, gzip } = found[0]?.body ?? {};
  expect(brotliDecompressSync(br?.body ?? "")).toEqual(plain?.body);
  expect(gunzipSync(gzip?.body ?? "")).toEqual(plain?.body);
  await sleep(1100);
  // A second later everybody gets the old one at once while one new one is made; the router waits for it.
  expect(cache.find(page)).toBe(found[0]);
  expect(cache.find(page)).toBe(found[0]);
  expect(cache.find({ ...page, flight: { rsc: "1" } })).toBeInstanceOf(Promise);
  await sleep(50);
  expect(rendered).toHaveLength(2);
  await sleep(2100);
  expect(cache.find(page)).toBeInstanceOf(Promise);
});

test("what sets a cookie or leads elsewhere is nobody else's, and what fails is not kept", async () => {
  const answers: Record<string, Partial<FreshPage>> = {
    "/shows/cookie": { headers: { "set-cookie": ["who=you"] } },
    "/shows/moved": { status: 307 },
    "/shows/broken": { status: 500 },
    "/shows/none": { status: 404 },
  };
  const { cache, rendered } = cacheOf((url) => answers[url] ?? {});
  for (const round of [1, 2]) {
    expect(await cache.find(publicPage("/shows/cookie"))).toBeNull();
    expect(await cache.find(publicPage("/shows/moved"))).toBeNull();
    expect(await cache.find(publicPage("/shows/broken"))).toMatchObject({ status: 500 });
    expect(await cache.find(publicPage("/shows/none"))).toMatchObject({ status: 404 });
    expect(rendered).toHaveLength(round === 1 ? 4 : 7);
  }
});

test("a rendering that throws is told to who waited for it, and the next one is tried anew", async () => {
  let isDown = true;
  const { cache } = cacheOf(() => {
    if (isDown) throw new Error("no database");
    return {};
  });
  await expect(cache.find(publicPage("/"))).rejects.toThrow("no database");
  isDown = false;
  expect(await cache.find(publicPage("/"))).toMatchObject({ status: 200 });
});

test("pages take 64 MB at most, and the one that is asked for stays", async () => {
  const { cache } = cacheOf(() => ({ body: randomBytes(2_000_000) }));
  for (let page = 0; page < 30; page += 1) {
    await cache.find(publicPage(`/products/p-${page}`));
    await cache.find(publicPage("/products/p-0"));
  }
  expect(cache.figures.bytes).toBeLessThanOrEqual(64 * 1024 * 1024);
  expect(cache.figures.pages).toBeLessThan(30);
  expect(cache.figures.pages).toBeGreaterThan(5);
});

test("two who get the same page share a key, and two who do not, do not", () => {
  const same = [
    at("/"),
    at("/?utm_source=mail&fbclid=1"),
    at("/?lang=tlh"),
    at("/", { cookie: "launchroom.viewer=abcdefghijklmnop; theme=pink; currency=ZZZ; other=1" }),
    at("/", { "accept-language": "en;q=0.9" }),
    at("/", { host: "evil.example", "user-agent": "any" }),
  ].map((page) => page?.key);
  expect(new Set(same).size).toBe(1);
  const different = [
    at("/"),
    at("/?lang=en"),
    at("/?lang=zh-CN"),
    at("/", { "accept-language": "zh-CN" }),
    at("/", { "accept-language": "en-GB" }),
    at("/", { cookie: "theme=dark" }),
    at("/", { cookie: "currency=EUR" }),
    at("/", { rsc: "1" }),
    at("/?_rsc=abc", { rsc: "1" }),
    at("/", { rsc: "1", "next-router-prefetch": "1" }),
    at("/", { rsc: "1", "next-router-state-tree": "a" }),
    at("/", { rsc: "1", "next-router-state-tree": "b" }),
  ].map((page) => page?.key);
  expect(different).not.toContain(undefined);
  expect(new Set(different).size).toBe(different.length);
});

test.each([
  ["/", { cookie: "launchroom.session_token=forged" }],
  ["/", { cookie: "a=b; __Host-launchroom.session_token=x.y" }],
  ["/", { rsc: "1", "next-router-state-tree": "x".repeat(5000) }],
  ["/account", {}],
  ["/preorders", {}],
  ["/preorders/5?key=secret", {}],
  ["/sign-in", {}],
  ["/set-password?token=secret", {}],
  ["/studio", {}],
  ["/ops", {}],
  ["/shows/a/b", {}],
  ["/shows/%61", {}],
  ["/api/me", {}],
])("%s with %j is no page to be kept", (url, headers) => {
  expect(at(url, headers)).toBeNull();
});

test("only scripts that carried the rendering's nonce are named, and it is gone from the page", () => {
  const { html, hashes } = hashInlineScripts(
    `<script nonce="N0nce">own("N0nce")</script><script>injected()</script><script nonce="other">guessed()</script>
<script src="/a.js" nonce="N0nce"></script><script type="application/ld+json">{}</script>`,
    "N0nce",
  );
  expect(html).not.toContain("N0nce");
  expect(html).toContain('<script>own("")</script><script>injected()</script>');
  expect(hashes).toBe("'sha256-WY0JmwgTGaURsSLvC66Eiu55hyDCQ3V2k8pvsZd/U6o='");
});

function publicPage(url: string): PublicPage {
  const page = at(url);
  if (!page) throw new Error(`${url} is no public page`);
  return page;
}

function cacheOf(answer: (url: string) => Partial<Omit<FreshPage, "body">> & { body?: string | Buffer }) {
  const rendered: string[] = [];
  const cache = new PageCache(async ({ url }) => {
    rendered.push(url);
    const { body = url, ...rest } = answer(url);
    return { status: 200, headers: {}, scripts: "", ...rest, body: Buffer.from(body) };
  });
  return { cache, rendered };
}
