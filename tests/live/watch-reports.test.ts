import { afterAll, beforeAll, expect, test } from "vitest";
import { createWatchReports } from "#lib/audience/watch-reports.ts";
import { videoView } from "#lib/recordings/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

const report = { tier: "hls", behindSeconds: 2.4, stalled: false } as const;
let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("the host reads how many viewers watch and how many of them had to wait, each counted once", async () => {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const lines = await Promise.all([1, 2, 3].map(() => openLine(app.url)));
  for (const [index, line] of lines.entries()) {
    await say(line, "join", { showId });
    await say(line, "watch", { showId, ...report, stalled: index === 0 });
    const fails = index === 2 ? { fails: "codec" as const } : {};
    expect(await say(line, "watch", { showId, ...report, ...fails })).toEqual({ ok: true });
  }
  const stranger = await openLine(app.url);
  expect(await say(stranger, "watch", { showId, ...report })).toEqual({ ok: false, code: "not_found" });
  const { body } = await app.http("GET", `/api/shows/${showId}/video`, { cookie: host.cookie });
  expect(videoView.parse(body).audience).toEqual({
    ...{ watching: 3, stalling: 1, failing: { codec: 1, decoder: 0, sound: 0 } },
  });
  for (const line of [...lines, stranger]) line.disconnect();
});

test("who was not heard of for half a minute is not counted any more", () => {
  let now = 0;
  const reports = createWatchReports(() => now);
  reports.add("show", "ann", { ...report, stalled: true });
  now = 20_000;
  reports.add("show", "ben", report);
  expect(reports.figures("show")).toMatchObject({ watching: 2, stalling: 1 });
  now = 31_000;
  reports.add("show", "ben", report);
  expect(reports.figures("show")).toMatchObject({ watching: 1, stalling: 0 });
});
