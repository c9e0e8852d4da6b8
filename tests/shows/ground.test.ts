import { afterAll, beforeAll, expect, test } from "vitest";
import { showView } from "#lib/shows/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("a show says what stands behind its picture: its own colours, the shop's, or a picture, and nothing else", async () => {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const change = (ground: string) =>
    app.http("PATCH", `/api/shows/${showId}`, { cookie: host.cookie, body: { ground } });
  const read = async () => showView.parse((await app.http("GET", `/api/shows/${showId}`)).body).ground;
  expect(await read()).toBe("blur");
  for (const ground of ["colour", "/images/harbour.webp", "blur"]) {
    expect((await change(ground)).status).toBe(200);
    expect(await read()).toBe(ground);
  }
  for (const ground of ["javascript:alert(1)", "http://elsewhere.example/a.png", "red", ""])
    expect((await change(ground)).status).toBe(422);
  expect(await read()).toBe("blur");
});
