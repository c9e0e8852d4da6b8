import { createHash } from "node:crypto";
import { request as ask } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { test } from "#tests/support/test.ts";

/** Bytes; what is smaller is sent as it is. */
const worthPacking = 512;
const people = { viewer: "/preorders", host: "/studio", ops: "/ops" } as const;

test("nothing on the way from home to the order, through studio, operations and the API's own page, breaks the content policy", async ({
  browser,
  baseURL,
}) => {
  const reports: string[] = [];
  const context = await browser.newContext();
  await collect(context, reports);
  const page = await context.newPage();
  for (const path of ["/", "/shows/petrel-launch", "/shows/workshop-night", "/products/petrel", "/sign-in"]) {
    await look(page, path);
  }
  await look(page, "/products/petrel");
  const reserve = page.getByRole("button", { name: /reserve/i }).first();
  if (await reserve.isVisible()) {
    await reserve.click();
    await page.getByRole("dialog").first().waitFor();
    await page.keyboard.press("Escape");
  }
  await look(page, "/api/docs", "#reference .opblock");
  await context.close();

  for (const [as, path] of Object.entries(people)) {
    const own = await browser.newContext();
    await collect(own, reports);
    const data = { email: `${as}@demo.launchroom`, password: "launchroom-demo" };
    await own.request.post("/api/auth/sign-in/email", { data, headers: { origin: baseURL ?? "" } });
    const desk = await own.newPage();
    await look(desk, path);
    const links = await desk.locator("main a[href^='/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const href of [...new Set(links)].slice(0, 3)) await look(desk, href ?? path);
    await own.close();
  }
  expect(reports).toEqual([]);
});

test("every script of one's own page carries the nonce of its own answer, which no client can choose", async ({
  browser,
  baseURL,
}) => {
  const forged = { "content-security-policy": "script-src 'nonce-Zm9yZ2Vk'", "x-nonce": "Zm9yZ2Vk" };
  const cookie = await sessionCookie(browser, baseURL);
  const answers = await Promise.all([
    read(`${baseURL}/`, { headers: { ...forged, cookie } }),
    read(`${baseURL}/shows/petrel-launch`, { headers: { cookie } }),
    read(`${baseURL}/nothing-here`),
  ]);
  const nonces = answers.map((answer) => {
    const script = scriptPolicy(answer);
    const nonce = /'nonce-([^']+)'/.exec(script)?.[1];
    const scripts = answer.body.toString().match(/<script(?![^>]*application\/ld\+json)[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
    return nonce;
  });
  expect(new Set(nonces).size).toBe(3);
  expect(nonces).not.toContain("Zm9yZ2Vk");
});

test("a page that is kept runs its own scripts by their hashes, has no nonce to learn, and no client can add one", async ({
  baseURL,
}) => {
  const forged = { "content-security-policy": "script-src 'nonce-Zm9yZ2Vk'", "x-nonce": "Zm9yZ2Vk" };
  for (const path of ["/", "/shows/petrel-launch", "/products/petrel"]) {
    const answer = await read(`${baseURL}${path}`, { headers: forged });
    const script = scriptPolicy(answer);
    const html = answer.body.toString();
    expect(script).not.toContain("nonce");
    expect(html).not.toMatch(/<[^>]*\snonce=/);
    const inline = [...html.matchAll(/<script(?![^>]*(?:ld\+json|\ssrc=))[^>]*>(.*?)<\/script>/gs)].map(
      ([, code]) => code,
    );
    expect(inline.length).toBeGreaterThan(1);
    const hashes = inline.map(
      (code) =>
        `'sha256-${createHash("sha256")
          .update(code ?? "")
          .digest("base64")}'`,
    );
    expect(new Set(script.match(/'sha256-[^']+'/g))).toEqual(new Set(hashes));
  }
});

test("pages, chunks and JSON are sent compressed, and whole", async ({ baseURL }) => {
  const sizes: Record<string, string> = {};
  for (const path of ["/", "/shows/petrel-launch", "/api/openapi.json"]) {
    const plain = await read(`${baseURL}${path}`, { headers: { accept: "text/html" } });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const packed = await read(`${baseURL}${path}`, { headers: { accept: "text/html", "accept-encoding": "br, gzip" } });
    expect(packed.headers["content-encoding"]).toBe("br");
    expect(String(packed.headers.vary).toLowerCase()).toContain("accept-encoding");
    expect(brotliDecompressSync(packed.body).length).toBeGreaterThan(plain.body.length * 0.9);
    sizes[path] = `${plain.body.length} -> ${packed.body.length}`;
  }
  for (const path of ["/", "/shows/petrel-launch"]) {
    const { body } = await read(`${baseURL}${path}`);
    const chunks = [...new Set(body.toString().match(/\/_next\/static\/[^"\\ ]+\.(?:js|css)/g))];
    let [before, after] = [0, 0];
    for (const chunk of chunks) {
      const [plain, packed, zipped] = await Promise.all([
        read(`${baseURL}${chunk}`),
        read(`${baseURL}${chunk}`, { headers: { "accept-encoding": "gzip, br;q=0.9" } }),
        read(`${baseURL}${chunk}`, { headers: { "accept-encoding": "gzip, br;q=0" } }),
      ]);
      expect(packed.headers).toMatchObject({
        "cache-control": "public, max-age=31536000, immutable",
        "content-type": plain.headers["content-type"],
      });
      if (plain.body.length >= worthPacking) {
        expect(packed.headers["content-encoding"]).toBe("br");
        expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true);
        expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
      }
      [before, after] = [before + plain.body.length, after + packed.body.length];
    }
    sizes[`chunks of ${path}`] = `${before} -> ${after}`;
  }
  test.info().annotations.push({ type: "bytes", description: JSON.stringify(sizes) });
  console.log(sizes);
});

test("addresses that cannot be, and methods that pages have no answer to, are refused plainly", async ({ baseURL }) => {
  const odd: [string, string, number][] = [
    ["GET", "/shows/%ff", 404],
    ["GET", "/products/%c0%ae", 404],
    ["GET", "/products/%00", 404],
    ["GET", "/_next/static/%ff", 404],
    ["GET", "/_next/static/..%2f..%2fpackage.json", 404],
    ["GET", "/%", 404],
    ["GET", "/shows/%ed%a0%80", 404],
    ["GET", "//evil.example/%2e%2e", 404],
    ["GET", "/\\evil.example", 404],
    ["GET", "/", 200],
    // Its page is kept by now: what is odd is refused all the same.
    ["GET", "/?q=%00", 404],
    ["GET", "/api/shows/%ff", 404],
    ["GET", "/socket.io/?EIO=4&transport=polling", 404],
    ["GET", "http://evil.example/api/me", 400],
    ["GET", "http://evil.example/", 400],
    ["OPTIONS", "*", 204],
    ["POST", "/", 405],
    ["PUT", "/shows/petrel-launch", 405],
    ["TRACE", "/", 405],
    ["PROPFIND", "/", 405],
  ];
  for (const [method, path, status] of odd) {
    const answer = await read(String(baseURL), { method, path });
    expect([method, path, answer.status, answer.headers.location]).toEqual([method, path, status, undefined]);
  }
});

async function collect(context: BrowserContext, reports: string[]) {
  await context.exposeBinding("reportPolicy", ({ page }, report: string) => reports.push(`${page.url()}: ${report}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, sample }) => {
      const report = [violatedDirective, blockedURI, sourceFile, sample].join(" ");
      Reflect.apply(Reflect.get(window, "reportPolicy"), null, [report]);
    });
  });
}

async function look(page: Page, path: string, landmark = "main") {
  await page.goto(path);
  await page.locator(landmark).first().waitFor();
  await page.waitForLoadState("load");
  await page.waitForTimeout(1500);
}

/** The part for scripts, after a look at the rest. */
function scriptPolicy({ headers }: Read): string {
  const policy = String(headers["content-security-policy"]);
  const script = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  expect(script).not.toContain("unsafe");
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'", "form-action 'self'"]) {
    expect(policy).toContain(part);
  }
  return script;
}

async function sessionCookie(browser: Browser, origin = ""): Promise<string> {
  const context = await browser.newContext();
  const data = { email: "viewer@demo.launchroom", password: "launchroom-demo" };
  await context.request.post("/api/auth/sign-in/email", { data, headers: { origin } });
  const cookies = await context.cookies();
  await context.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

type Read = { status: number; headers: Record<string, unknown>; body: Buffer };

/** Below every HTTP client that would tidy up the request or unpack the answer. */
function read(
  url: string,
  {
    method = "GET",
    path = new URL(url).pathname,
    headers = {},
  }: { method?: string; path?: string; headers?: Record<string, string> } = {},
): Promise<Read> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = ask({ hostname, port, path, method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: { ...answer.headers }, body: Buffer.concat(parts) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}
