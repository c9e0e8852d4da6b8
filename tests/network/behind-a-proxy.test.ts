import { afterEach, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";
import { cookieFrom } from "#tests/support/http.ts";

let app: App;

afterEach(() => app.stop());

test("behind TLS every cookie is Secure and of this host alone, browsers are told to stay with TLS, and the true address is kept", async () => {
  app = await startApp({ PUBLIC_URL: "https://shop.example", TRUSTED_PROXIES: "loopback" });
  const headers = {
    "x-forwarded-for": "6.6.6.6, 2001:db8::7",
    "x-forwarded-proto": "https",
    origin: "https://shop.example",
  };
  const answer = await app.http("POST", "/api/auth/sign-in/anonymous", { body: {}, headers });
  expect(answer.status).toBe(200);
  expect(answer.headers["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
  const cookies = answer.headers["set-cookie"] ?? [];
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-launchroom\.[\w.]+=/);
    expect(cookie).toMatch(/; Path=\/(;|$)/);
    expect(cookie).toContain("; Secure");
    expect(cookie).not.toContain("Domain");
  }
  expect((await app.http("GET", "/api/me", { cookie: cookieFrom(answer) })).body).toMatchObject({ role: "guest" });
  const [session] = await app.db.session.findMany();
  expect(session?.ipAddress).toMatch(/^2001:0?db8:/);
  expect((await app.http("GET", "/ready")).body).toMatchObject({ alarms: [] });
});

test("a proxy that nobody said to trust is not believed, and stands among the alarms", async () => {
  app = await startApp();
  const headers = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" };
  const answer = await app.http("POST", "/api/auth/sign-in/anonymous", { body: {}, headers });
  expect(answer.status).toBe(200);
  const [session] = await app.db.session.findMany();
  expect(session?.ipAddress).toBe("127.0.0.1");
  expect((await app.http("GET", "/ready")).body).toMatchObject({ alarms: expect.arrayContaining(["proxy_untrusted"]) });
});

test("answers of the API run nothing and stand in nobody's frame; its own page loads scripts from here alone", async () => {
  app = await startApp();
  for (const path of ["/api/shows", "/api/nothing", "/api/openapi.json"]) {
    const { headers } = await app.http("GET", path);
    expect(headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
  const { headers, text } = await app.http("GET", "/api/docs");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
  expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
  expect(text).not.toMatch(/<script(?![^>]*src=)/);
});
