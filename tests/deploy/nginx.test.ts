import { once } from "node:events";
import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findProgram } from "#lib/boot/cluster/programs.ts";
import { type Nginx, openNginx } from "#tests/deploy/nginx.ts";
import { createSource } from "#tests/media/synthetic.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

const isThere = findProgram(["nginx"]) !== null;
let app: App;
let front: Nginx;
let edge: Nginx;
let showId: string;
let take: { takeId: string; showKey: string };

beforeAll(async () => {
  if (!isThere) return;
  app = await startApp({ TRUSTED_PROXIES: "loopback" });
  front = await openNginx("app.conf", Number(new URL(app.url).port));
  edge = await openNginx("edge.conf", front.port);
  ({ showId } = await app.openEdition());
  const channel = app.made.channels.open(showId);
  take = channel.startTake({});
  const source = createSource();
  const chunks = [source.init, ...Array.from({ length: 8 }, () => source.take(5))];
  for (const [n, bytes] of chunks.entries()) channel.accept({ takeId: take.takeId, key: take.showKey, n, bytes });
});

beforeEach(({ skip }) => skip(!isThere, "nginx is not installed (Debian: apt install nginx-light)"));

afterAll(async () => {
  if (!isThere) return;
  await edge.stop();
  await front.stop();
  await app.stop();
});

test("a socket opens through both and hears its room", async () => {
  const line = await openLine(edge.url);
  expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
  await say(line, "like", { showId, count: 3 });
  await expect.poll(() => line.frames.length).toBeGreaterThan(0);
  line.close();
});

test("the visitor is who the first proxy saw, not the proxy", async () => {
  const forwarded = { headers: { "x-forwarded-for": "203.0.113.7" } };
  expect((await fetch(`${edge.url}/live`, forwarded)).status).toBe(200);
  expect(app.made.clients.stranger()).toBeUndefined();
});

test("a segment is fetched from Launchroom once, and a part of it is cut from the same copy", async () => {
  const playlist = await (await fetch(`${edge.url}/media/${showId}/live.m3u8`)).text();
  const segment = `${edge.url}/media/${showId}/${/^segments\/.+$/m.exec(playlist)?.[0]}`;
  const first = await fetch(segment);
  const whole = Buffer.from(await first.arrayBuffer());
  const again = await fetch(segment);
  const part = await fetch(segment, { headers: { range: "bytes=10-19" } });
  expect([first, again, part].map(({ headers }) => headers.get("x-cache"))).toEqual(["MISS", "HIT", "HIT"]);
  expect(Buffer.from(await again.arrayBuffer())).toEqual(whole);
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
});

test("a playlist is read once for a crowd of a second, and anew after it", async () => {
  const playlist = () => fetch(`${edge.url}/media/${showId}/picture.m3u8?_=2`);
  const crowd = await Promise.all(Array.from({ length: 50 }, playlist));
  const said = crowd.map(({ headers }) => headers.get("x-cache"));
  expect(said.filter((each) => each !== "HIT")).toEqual(["MISS"]);
  await new Promise((resume) => setTimeout(resume, 2100));
  expect((await playlist()).headers.get("x-cache")).not.toBe("HIT");
});

test("what asks with a key, and what Launchroom refuses, is never kept", async () => {
  const statuses = async (path: string, headers: Record<string, string> = {}) => {
    const answers = [];
    for (let time = 0; time < 2; time += 1)
      answers.push(await fetch(`${edge.url}/media/${showId}/${path}`, { headers }));
    return answers.map(({ headers }) => headers.get("x-cache"));
  };
  expect(await statuses("live.m3u8?key=secret")).toEqual(["BYPASS", "BYPASS"]);
  expect(await statuses("live.m3u8", { authorization: "Bearer secret" })).toEqual(["BYPASS", "BYPASS"]);
  expect(await statuses("segments/999999.m4s")).toEqual(["MISS", "MISS"]);
});

test("a chunk of the picture goes on while it arrives: who may not send is told before the end", async () => {
  const path = `/media/${showId}/takes/${take.takeId}/chunks/9`;
  const headers = { authorization: `Bearer ${"x".repeat(43)}`, "content-length": "1000000" };
  const sending = request(`${edge.url}${path}`, { method: "PUT", headers });
  sending.on("error", () => undefined);
  sending.write(Buffer.alloc(100_000));
  const [answer] = await once(sending, "response");
  expect(answer.statusCode).toBe(403);
  sending.destroy();
});

test("metrics are not for the world", async () => {
  expect((await fetch(`${front.url}/metrics`)).status).toBe(404);
});
