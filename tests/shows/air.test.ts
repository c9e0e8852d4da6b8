import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { MediaProblem, TakeStarted } from "#lib/media/schema.ts";
import { videoView } from "#lib/recordings/schema.ts";
import { createAirLeases } from "#lib/shows/air-leases.ts";
import { createSource } from "#tests/media/synthetic.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("a second page is told who sends and gets no take, until it says that it takes over and the first is refused", async () => {
  const { showId, cookie } = await liveShow();
  const desk = { sender: "page-at-the-desk", device: "Chrome on Windows" };
  const phone = { sender: "page-on-the-phone", device: "Safari on iPhone" };
  const first = TakeStarted.parse((await take(showId, cookie, desk)).body);
  const source = createSource();
  expect((await upload(showId, first, 0, Buffer.concat([source.init, source.take(5)]))).status).toBe(200);

  const refused = await take(showId, cookie, phone);
  expect(refused.status).toBe(409);
  expect(taken.parse(refused.body)).toMatchObject({
    code: "air_taken",
    holder: { name: "Some host", device: "Chrome on Windows" },
  });
  expect((await video(showId, cookie)).holder).toMatchObject({ device: "Chrome on Windows" });
  expect((await upload(showId, first, 1, source.take(5))).status).toBe(200);

  const second = TakeStarted.parse((await take(showId, cookie, { ...phone, takeOver: true })).body);
  const late = await upload(showId, first, 2, source.take(5));
  expect(MediaProblem.parse(late.body).code).toBe("late_take");
  const own = createSource();
  expect((await upload(showId, second, 0, Buffer.concat([own.init, own.take(5)]))).status).toBe(200);
  expect((await video(showId, cookie)).holder).toMatchObject({ device: "Safari on iPhone" });
  expect((await take(showId, cookie, desk)).status).toBe(409);
});

test("a page that was loaded again goes on under its own name without asking", async () => {
  const { showId, cookie } = await liveShow();
  const page = { sender: "page-at-the-desk", device: "Chrome on Windows" };
  const { since } = holderOf(await video(showId, cookie, () => take(showId, cookie, page)));
  expect((await take(showId, cookie, page)).status).toBe(201);
  expect(holderOf(await video(showId, cookie)).since).toBe(since);
});

test("pictures that came from elsewhere within ten seconds hold the air, older ones do not", () => {
  let at = 1_000_000;
  let pictureAt: number | null = at;
  const leases = createAirLeases({ lastPictureAt: () => pictureAt, now: () => at });
  const stranger = { sender: "stranger-page", takeOver: false };
  expect(() => leases.claim("s", stranger)).toThrow("air_taken");
  at += 10_001;
  expect(() => leases.claim("s", stranger)).not.toThrow();
  leases.grant("s", { sender: "stranger-page", name: "Ada", device: "Edge on Mac" });
  expect(() => leases.claim("s", { sender: "another-page", takeOver: false })).toThrow("air_taken");
  pictureAt = at + 9000;
  at += 18_000;
  expect(leases.holder("s")).toMatchObject({ name: "Ada", device: "Edge on Mac" });
  at += 2000;
  expect(leases.holder("s")).toBeNull();
});

test("the host sees how many viewers wait for pictures, each counted once and only inside the room", async () => {
  const { showId, cookie } = await liveShow();
  const lines = await Promise.all([1, 2, 3].map(() => openLine(app.url)));
  const report = { showId, tier: "hls", behindSeconds: 2.4 };
  const outside = await say(lineAt(lines, 0), "watch", { ...report, stalled: true });
  expect(outside).toMatchObject({ ok: false, code: "not_found" });
  for (const line of lines) await say(line, "join", { showId });
  for (const [index, line] of lines.entries()) {
    expect(await say(line, "watch", { ...report, stalled: index === 0 })).toMatchObject({ ok: true });
  }
  await say(lineAt(lines, 0), "watch", { ...report, stalled: false });
  expect((await video(showId, cookie)).audience).toMatchObject({ watching: 3, stalling: 1 });
  for (const _ of [1, 2]) await say(lineAt(lines, 1), "watch", { ...report, stalled: false });
  const answers = [];
  for (const _ of [1, 2, 3]) answers.push(await say(lineAt(lines, 1), "watch", { ...report, stalled: false }));
  expect(answers).toContainEqual(expect.objectContaining({ ok: false, code: "rate_limited" }));
  for (const line of lines) line.disconnect();
});

test("a line is measured with up to a megabyte, and not with more", async () => {
  const { showId, cookie } = await liveShow();
  const headers = { "content-type": "application/octet-stream" };
  const measure = (bytes: number) =>
    app.http("POST", `/api/shows/${showId}/uplink`, { cookie, headers, raw: Buffer.alloc(bytes) });
  expect((await measure(1024 * 1024)).body).toEqual({ bytes: 1024 * 1024 });
  expect((await measure(1024 * 1024 + 1)).status).toBe(413);
});

const taken = z.object({
  code: z.string(),
  holder: z.object({ name: z.string(), device: z.string(), since: z.iso.datetime() }),
});

async function liveShow() {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  return { showId, cookie: host.cookie };
}

function take(showId: string, cookie: string, body: object) {
  return app.http("POST", `/api/shows/${showId}/takes`, { cookie, body });
}

function upload(showId: string, { takeId, showKey }: TakeStarted, n: number, raw: Buffer) {
  const headers = { authorization: `Bearer ${showKey}`, "content-type": "video/mp4" };
  return app.http("PUT", `/media/${showId}/takes/${takeId}/chunks/${n}`, { raw, headers });
}

async function video(showId: string, cookie: string, before: () => Promise<unknown> = async () => {}) {
  await before();
  return videoView.parse((await app.http("GET", `/api/shows/${showId}/video`, { cookie })).body);
}

function holderOf({ holder }: z.infer<typeof videoView>) {
  if (!holder) throw new Error("Nobody has the air.");
  return holder;
}

function lineAt<Line>(lines: Line[], index: number): Line {
  const line = lines[index];
  if (!line) throw new Error("No such line.");
  return line;
}
