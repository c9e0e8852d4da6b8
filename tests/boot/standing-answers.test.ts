import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { listen } from "#lib/boot/http/listen.ts";
import { createStaticFiles } from "#lib/boot/http/static-files.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type Http, httpTo } from "#tests/support/http.ts";

describe("what the API says of itself", () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it.each(["/api/openapi.json", "/api/docs", "/api/docs/swagger-ui.css"])("%s is sent once", async (path) => {
    const plain = await app.http("GET", path);
    expect(plain).toMatchObject({ status: 200, headers: { "cache-control": "public, no-cache" } });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const packed = await app.http("GET", path, { headers: { "accept-encoding": "gzip, br" } });
    // The page that shows it is too small to gain.
    if (path !== "/api/docs") expect(packed.headers["content-encoding"]).toBe("br");
    expect(packed.headers.vary).toBe("Accept-Encoding");
    expect(packed.headers["content-security-policy"]).toBe(plain.headers["content-security-policy"]);
    const known = { "accept-encoding": "br", "if-none-match": packed.headers.etag ?? "" };
    expect(await app.http("GET", path, { headers: known })).toMatchObject({ status: 304, text: "" });
    const head = await app.http("HEAD", path, { headers: { "accept-encoding": "br" } });
    expect(head).toMatchObject({ status: 200, text: "", headers: { etag: packed.headers.etag } });
  });

  it("is still written anew by who asks for what is not there", async () => {
    expect((await app.http("GET", "/api/docs/package.json")).status).toBe(404);
    expect((await app.http("POST", "/api/openapi.json")).status).toBe(404);
  });
});

describe("files", () => {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-files-"));
  let server: Server;
  let http: Http;

  beforeAll(async () => {
    for (const each of ["static/chunks", "public/art"]) mkdirSync(join(folder, each), { recursive: true });
    writeFileSync(join(folder, "static/chunks/a-1.js"), "run();".repeat(500));
    writeFileSync(join(folder, "public/art/slate.svg"), `<svg>${"<g/>".repeat(500)}</svg>`);
    writeFileSync(join(folder, "public/icon.png"), "picture");
    writeFileSync(join(folder, "secret.js"), "secret");
    const answerFile = createStaticFiles({ chunks: join(folder, "static"), publicFolder: join(folder, "public") });
    server = createServer((request, response) => {
      if (!answerFile(request, response)) response.writeHead(418).end();
    });
    http = httpTo(`http://127.0.0.1:${await listen(server, { port: 0, host: "127.0.0.1" })}`);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  test("chunks are kept for ever by browsers, public files until they change; each in the coding that is taken", async () => {
    const chunk = await http("GET", "/_next/static/chunks/a-1.js", { headers: { "accept-encoding": "gzip, br" } });
    expect(chunk.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-encoding": "br",
      "content-type": "application/javascript; charset=UTF-8",
    });
    const plain = await http("GET", "/_next/static/chunks/a-1.js");
    expect(plain).toMatchObject({ status: 200, text: "run();".repeat(500) });
    const slate = await http("GET", "/art/slate.svg?v=2", { headers: { "accept-encoding": "gzip" } });
    expect(slate.headers).toMatchObject({ "content-encoding": "gzip", "content-type": "image/svg+xml" });
    expect(slate.headers["content-security-policy"]).toContain("default-src 'none'");
    const again = { "accept-encoding": "gzip", "if-none-match": slate.headers.etag ?? "" };
    expect((await http("GET", "/art/slate.svg", { headers: again })).status).toBe(304);
    expect((await http("GET", "/icon.png", { headers: { "accept-encoding": "br" } })).text).toBe("picture");
  });

  test.each([
    "/_next/static/../../secret.js",
    "/_next/static/..%2f..%2fsecret.js",
    "/secret.js",
    "/art/../../secret.js",
    "/art/",
    "/other.png",
  ])("%s is left to whoever knows it", async (path) => {
    expect((await http("GET", path)).status).toBe(418);
  });

  test("a chunk that is not there is none, and a part of a file is not ours to cut", async () => {
    expect((await http("GET", "/_next/static/chunks/none.js")).status).toBe(404);
    expect((await http("GET", "/_next/static/chunks/a-1.js", { headers: { range: "bytes=0-1" } })).status).toBe(418);
  });
});
