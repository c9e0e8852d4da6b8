import { type Browser, expect } from "@playwright/test";
import { type Answer, type Call, type Http, httpTo } from "#tests/support/http.ts";
import { test } from "#tests/support/test.ts";

const pages = ["/", "/shows/petrel-launch", "/shows/workshop-night", "/products/petrel"];
const people = ["viewer", "host", "ops"];

test("nobody's page is shown to another, in whatever order and however many ask", async ({ browser, baseURL }) => {
  const http = httpTo(baseURL ?? "");
  const cookies = await Promise.all(people.map((who) => cookieOf(browser, baseURL, who)));
  const guest = await cookieOf(browser, baseURL, null);
  for (const path of pages) {
    const own = (cookie: string) => document(http, path, { cookie });
    const nobody = () => document(http, path);
    const orders = [
      [nobody, ...cookies.map((cookie) => () => own(cookie)), nobody],
      [...cookies.map((cookie) => () => own(cookie)), () => own(guest), nobody, nobody],
    ];
    for (const order of orders) {
      for (const ask of order) expectOnlyOwn(await ask(), ask === nobody);
      const all = await Promise.all([...order, ...order, ...order].map(async (ask) => ({ ask, got: await ask() })));
      for (const { ask, got } of all) expectOnlyOwn(got, ask === nobody);
    }
    for (const [index, cookie] of cookies.entries()) {
      const { text } = await own(cookie);
      // The room has no header, and so no name in it.
      if (path !== "/shows/petrel-launch") expect(text, path).toContain(`${people[index]}@demo.launchroom`);
    }
  }
});

test("a session that is none, or a cookie that only looks like one, is never answered from what is kept", async ({
  baseURL,
}) => {
  const http = httpTo(baseURL ?? "");
  for (const cookie of ["launchroom.session_token=forged.forged", "__Host-launchroom.session_token=x"]) {
    await document(http, "/");
    expect((await document(http, "/", { cookie })).headers["cache-control"]).not.toContain("public");
  }
});

test("language, theme and currency are each reader's own, whoever asked before", async ({ baseURL }) => {
  const http = httpTo(baseURL ?? "");
  const readers: [Call["headers"], RegExp][] = [
    [{ "accept-language": "en" }, /<html lang="en"/],
    [{ "accept-language": "zh-CN,zh;q=0.9" }, /<html lang="zh-CN"/],
    [{ "accept-language": "en", cookie: "locale=zh-CN" }, /<html lang="zh-CN"/],
    [{ cookie: "theme=dark" }, /<html[^>]* data-theme="dark"/],
    [{ cookie: "theme=light" }, /<html[^>]* data-theme="light"/],
    [{ cookie: "theme=none-of-ours" }, /<html(?![^>]*data-theme)/],
    [{ cookie: "currency=EUR" }, /currency\\":\\"EUR\\",\\"asksCity/],
    [{ cookie: "currency=CNY" }, /currency\\":\\"CNY\\",\\"asksCity/],
  ];
  for (const path of pages) {
    const answers = await Promise.all(
      [...readers, ...readers].map(async ([headers, own]) => ({ own, ...(await document(http, path, { headers })) })),
    );
    for (const { own, text } of answers) expect(own.test(text), `${path} ${own}`).toBe(true);
  }
  const chinese = await document(http, "/?lang=zh-CN", { headers: { "accept-language": "en" } });
  expect(chinese.text).toContain('<html lang="zh-CN"');
  expect(chinese.headers["set-cookie"]?.join()).toContain("locale=zh-CN");
  expect(chinese.headers["cache-control"]).not.toContain("public");
  expect((await document(http, "/", { headers: { "accept-language": "en" } })).text).toContain('<html lang="en"');
});

test("what somebody calls the shop stands in their own answer alone, and no cache in between may keep it", async ({
  baseURL,
}) => {
  const http = httpTo(baseURL ?? "");
  const forged = { host: "evil.example", "x-forwarded-host": "evil.example", "x-asked-locale": "zh-CN" };
  for (const path of pages) {
    for (let round = 0; round < 3; round += 1) {
      const spoofed = await document(http, path, { headers: forged });
      expect(spoofed.text).not.toContain("evil.example");
      expect(spoofed.headers["cache-control"]).not.toContain("public");
      const honest = await document(http, path);
      expect(honest.text).toContain('<html lang="en"');
      expect(JSON.stringify(honest.headers)).not.toContain("evil.example");
    }
  }
});

test("a CDN may keep what is everybody's: no cookie goes out with it, and it says what it depends on", async ({
  baseURL,
}) => {
  const http = httpTo(baseURL ?? "");
  for (const path of pages) {
    const { headers } = await document(http, path);
    expect(headers["cache-control"]).toBe("public, max-age=0, s-maxage=1, stale-while-revalidate=1");
    expect(headers["set-cookie"]).toBeUndefined();
    for (const name of ["cookie", "accept-language", "accept-encoding", "rsc", "next-router-state-tree"]) {
      expect(headers.vary?.toLowerCase()).toContain(name);
    }
  }
  for (const path of ["/preorders", "/sign-in?email=a@b.example", "/preorders/0?key=x", "/account", "/set-password"]) {
    const { headers } = await document(http, path);
    expect(headers["cache-control"] ?? "", path).not.toContain("public");
  }
});

test("a page that has not changed is not sent again, and a HEAD says what a GET would", async ({ baseURL }) => {
  const http = httpTo(baseURL ?? "");
  const path = "/products/petrel";
  const codings = ["identity", "gzip", "br"];
  const tags = await Promise.all(
    codings.map(
      async (coding) => (await document(http, path, { headers: { "accept-encoding": coding } })).headers.etag,
    ),
  );
  expect(new Set(tags).size).toBe(3);
  const [, , tag = ""] = tags;
  const packed = { "accept-encoding": "br" };
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await document(http, path, { headers: { ...packed, "if-none-match": known } });
    expect(again).toMatchObject({ status: 304, text: "", headers: { etag: tag } });
  }
  expect((await document(http, path, { headers: { ...packed, "if-none-match": '"other"' } })).status).toBe(200);
  const head = await http("HEAD", path, { headers: { ...packed, accept: "text/html" } });
  expect(head).toMatchObject({ status: 200, text: "", headers: { etag: tag, "content-encoding": "br" } });
  expect(Number(head.headers["content-length"])).toBeGreaterThan(1000);
});

test("what the router asks for and what a browser opens are never mixed up", async ({ baseURL }) => {
  const http = httpTo(baseURL ?? "");
  const flight = { rsc: "1", accept: "*/*" };
  for (let round = 0; round < 3; round += 1) {
    const moved = await http("GET", "/shows/petrel-launch", { headers: flight });
    // Next names its headers in the address, and says so where they are missing.
    const { headers } = await http("GET", String(moved.headers.location ?? "/shows/petrel-launch"), {
      headers: flight,
    });
    expect(headers["content-type"]).toContain("text/x-component");
    expect(headers["cache-control"]).not.toContain("public");
    expect((await document(http, "/shows/petrel-launch")).headers["content-type"]).toContain("text/html");
  }
});

test("a crowd at one moment is one rendering, whatever it adds to the address", async ({ baseURL }) => {
  const http = httpTo(baseURL ?? "");
  const before = await renderings(http);
  const crowd = Array.from({ length: 200 }, (_, index) =>
    document(http, `/products/petrel?utm_source=${index}&fbclid=${index}`),
  );
  const answers = await Promise.all(crowd);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // A crowd that takes longer than a second sees the next copy made.
  expect((await renderings(http)) - before).toBeLessThan(20);
  expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBeLessThan(20);
});

test("a browser gets its id from the first call of its page, and the order that follows knows it", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  const named = async () => (await context.cookies()).find(({ name }) => name === "launchroom.viewer");
  await page.goto("/shows/petrel-launch");
  await expect.poll(async () => (await named())?.httpOnly).toBe(true);
  const first = (await named())?.value;
  await page.goto("/products/petrel");
  await page.evaluate(() => fetch("/api/me"));
  expect((await named())?.value).toBe(first);
  await context.close();

  // Without its scripts: those call the API, and which of their calls is answered first is nobody's promise.
  const other = await browser.newContext({ baseURL });
  expect((await other.request.get("/products/petrel")).status()).toBe(200);
  expect(await other.cookies()).toEqual([]);
  await other.request.get("/api/me", { headers: { "sec-fetch-site": "same-origin" } });
  expect((await other.cookies()).map(({ name }) => name)).toEqual(["launchroom.viewer"]);
  await other.close();
});

function document(http: Http, path: string, { headers, cookie }: Call = {}): Promise<Answer> {
  return http("GET", path, { cookie, headers: { accept: "text/html", ...headers } });
}

/** A stranger's page names nobody; anybody else's may not be kept by anybody. */
function expectOnlyOwn({ status, text, headers }: Answer, isNobodys: boolean) {
  expect(status).toBe(200);
  if (isNobodys) expect(text).not.toContain("@demo.launchroom");
  if (!isNobodys) expect(headers["cache-control"]).not.toContain("public");
  expect(headers["cache-control"]).toContain(isNobodys ? "public" : "private");
}

async function cookieOf(browser: Browser, origin = "", who: string | null): Promise<string> {
  const context = await browser.newContext({ baseURL: origin });
  const [path, data] = who
    ? ["email", { email: `${who}@demo.launchroom`, password: "launchroom-demo" }]
    : ["anonymous", {}];
  const signIn = () => context.request.post(`/api/auth/sign-in/${path}`, { data, headers: { origin } });
  // Other tests sign the same people in at the same time: whoever is told to wait asks again.
  await expect.poll(async () => (await signIn()).status(), { timeout: 90_000, intervals: [3000] }).toBe(200);
  const cookies = await context.cookies();
  await context.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

async function renderings(http: Http): Promise<number> {
  const headers = { authorization: "Bearer counts-of-the-browser-tests" };
  const { text } = await http("GET", "/metrics", { headers });
  return Number(/page_cache_renderings_total (\d+)/.exec(text)?.[1] ?? Number.NaN);
}
