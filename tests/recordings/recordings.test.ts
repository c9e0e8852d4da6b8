import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Packager } from "#lib/media/mp4/packager.ts";
import { expireRecordings } from "#lib/recordings/delete-recording.ts";
import { closeRecordings } from "#lib/recordings/recover-recordings.ts";
import { recordingView, replayView, videoView } from "#lib/recordings/schema.ts";
import { playAll, startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let host: Person;
let ops: Person;

const metricsToken = "figures-for-prometheus";

beforeAll(async () => {
  app = await startApp({ METRICS_TOKEN: metricsToken });
  [host, ops] = await Promise.all([app.person("host"), app.person("ops")]);
});

afterAll(() => app.stop());

describe("the recording of a show", () => {
  it("is known while it runs and ready when the show has ended, with what it holds and how long it is kept", async () => {
    const { showId } = await app.openEdition({}, host.email);
    const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
    await broadcast.feed(30);
    await expect.poll(() => app.made.channels.figures(showId)?.recorder.segments, soon).toBe(5);
    await closeRecordings(app.made);
    expect(await recordingOf(showId)).toMatchObject({
      state: "RECORDING",
      endedAt: null,
      retentionUntil: null,
      segments: 5,
    });
    expect((await app.http("GET", `/api/shows/${showId}/replay`)).status).toBe(404);

    await endShow(showId);
    await expect.poll(async () => (await recordingOf(showId)).state, soon).toBe("READY");
    const recording = await recordingOf(showId);
    expect(recording).toMatchObject({ segments: 6, missed: 0, storage: "disk", retentionDays: 1096, legalHold: false });
    expect(recording.seconds).toBeCloseTo(6, 3);
    const kept = Date.parse(recording.retentionUntil ?? "") - Date.parse(recording.endedAt ?? "");
    expect(kept).toBe(1096 * 86_400_000);
    const replay = replayView.parse((await app.http("GET", `/api/shows/${showId}/replay`)).body);
    expect(replay).toMatchObject({ address: `/media/${showId}/replay.m3u8`, seconds: recording.seconds });
    expect((await playAll(app.url, showId)).seconds).toBeCloseTo(6, 3);
  });

  it("is handed to its host as one file, whole or in part", async () => {
    const showId = await recorded({ takes: 2 });
    const path = `/api/shows/${showId}/recording/file`;
    const whole = await fetch(app.url + path, { headers: { cookie: host.cookie } });
    expect(whole.headers.get("content-type")).toBe("video/mp4");
    expect(whole.headers.get("content-disposition")).toMatch(/^attachment; filename="[a-z0-9-]+\.mp4"$/);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.length).toBe(Number(whole.headers.get("content-length")));
    const { parts, broken } = new Packager().push(bytes);
    expect(broken).toBeUndefined();
    expect(parts).toHaveLength(60);

    const part = await fetch(app.url + path, { headers: { cookie: host.cookie, range: "bytes=5000-5999" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 5000-5999/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(5000, 6000))).toBe(true);
    const beyond = await app.http("GET", path, { cookie: host.cookie, headers: { range: `bytes=${bytes.length}-` } });
    expect(beyond).toMatchObject({ status: 416, body: { code: "range_not_satisfiable" } });

    const second = await fetch(`${app.url}${path}?take=2`, { headers: { cookie: host.cookie } });
    expect(new Packager().push(Buffer.from(await second.arrayBuffer())).parts).toHaveLength(30);
    expect((await app.http("GET", `${path}?take=3`, { cookie: host.cookie })).status).toBe(404);
    expect((await app.http("GET", `${path}?take=zero`, { cookie: host.cookie })).status).toBe(422);
  });

  it("is deleted for a reason, by its host or by operators, with a trace, and its files are gone", async () => {
    for (const who of [host, ops]) {
      const showId = await recorded();
      const path = `/api/shows/${showId}/recording`;
      expect((await app.http("DELETE", path, { cookie: who.cookie, body: { reason: " " } })).status).toBe(422);
      expect(
        (await app.http("DELETE", path, { cookie: who.cookie, body: { reason: "A face that must not be seen" } }))
          .status,
      ).toBe(200);
      expect(await recordingOf(showId)).toMatchObject({ state: "DELETED", deletedWhy: "A face that must not be seen" });
      const folders = () => readdirSync(join(app.made.env.DATA_DIR, "recordings")).filter((name) => name === showId);
      await expect.poll(folders, soon).toEqual([]);
      expect((await fetch(`${app.url}/media/${showId}/replay.m3u8`)).status).toBe(404);
      expect((await app.http("GET", `/api/shows/${showId}/replay`)).status).toBe(404);
      expect((await app.http("DELETE", path, { cookie: who.cookie, body: { reason: "again" } })).status).toBe(404);
      const [entry] = await app.db.auditLog.findMany({
        where: { subject: `show:${showId}`, action: "recording.deleted" },
      });
      expect(entry).toMatchObject({ actorId: who.id, after: { reason: "A face that must not be seen", captions: 0 } });
      const purgedAt = async () => (await app.db.recording.findUniqueOrThrow({ where: { showId } })).purgedAt;
      await expect.poll(purgedAt, soon).not.toBeNull();
    }
  });

  it("is not deleted while it runs, nor under a legal hold, which only operators set and lift", async () => {
    const { showId: running } = await app.openEdition({}, host.email);
    const broadcast = await startBroadcast(app.http, { showId: running, cookie: host.cookie });
    await broadcast.feed(30);
    await expect.poll(() => app.made.channels.figures(running)?.recorder.segments, soon).toBe(5);
    await closeRecordings(app.made);
    expect(await remove(running)).toBe("recording_running");

    const showId = await recorded();
    const path = `/api/shows/${showId}/recording`;
    expect(await codeOf(app.http("PATCH", path, { cookie: host.cookie, body: { legalHold: true } }))).toBe(
      "not_allowed",
    );
    expect((await app.http("PATCH", path, { cookie: ops.cookie, body: { legalHold: true } })).body).toMatchObject({
      legalHold: true,
    });
    expect(await remove(showId)).toBe("recording_held");
    await age(showId);
    await expireRecordings(app.made);
    expect(await recordingOf(showId)).toMatchObject({ state: "READY" });
    await app.http("PATCH", path, { cookie: ops.cookie, body: { legalHold: false } });
    expect(await remove(showId)).toBeUndefined();
  });

  it("is kept longer when its host wishes, never shorter, and goes by itself when its time is over", async () => {
    const showId = await recorded();
    const path = `/api/shows/${showId}/recording`;
    const longer = await app.http("PATCH", path, { cookie: host.cookie, body: { retentionDays: 2000 } });
    const { retentionUntil, endedAt } = recordingView.parse(longer.body);
    expect(Date.parse(retentionUntil ?? "") - Date.parse(endedAt ?? "")).toBe(2000 * 86_400_000);
    expect(await codeOf(app.http("PATCH", path, { cookie: host.cookie, body: { retentionDays: 30 } }))).toBe(
      "retention_too_short",
    );
    expect((await app.http("PATCH", path, { cookie: ops.cookie, body: { retentionDays: 30 } })).status).toBe(200);
    await expireRecordings(app.made);
    expect(await recordingOf(showId)).toMatchObject({ state: "READY" });
    await age(showId);
    await expireRecordings(app.made);
    expect(await recordingOf(showId)).toMatchObject({ state: "DELETED", deletedWhy: "retention over" });
    expect((await fetch(`${app.url}/media/${showId}/replay.m3u8`)).status).toBe(404);
    const [entry] = await app.db.auditLog.findMany({
      where: { subject: `show:${showId}`, action: "recording.deleted" },
    });
    expect(entry).toMatchObject({ actorId: null });
  });

  it("that is gone from the disk although the show has ended is called failed", async () => {
    const { showId } = await app.openEdition({}, host.email);
    await app.db.recording.create({ data: { showId, startedAt: new Date(), retentionDays: 10 } });
    await app.db.$executeRaw`UPDATE show SET status = 'ENDED', ended_at = now() WHERE id = ${showId}::uuid`;
    await closeRecordings(app.made);
    expect(await recordingOf(showId)).toMatchObject({ state: "FAILED" });
  });

  it("cannot be written into impossible states, not even by hand", async () => {
    const showId = await recorded();
    const writes = [
      `UPDATE recording SET state = 'DELETED' WHERE show_id = '${showId}'`,
      `UPDATE recording SET state = 'RECORDING' WHERE show_id = '${showId}'`,
      `UPDATE recording SET bytes = -1 WHERE show_id = '${showId}'`,
      `UPDATE recording SET retention_days = 0 WHERE show_id = '${showId}'`,
      `UPDATE recording SET legal_hold = true, state = 'DELETED', deleted_at = now(), deleted_why = 'x' WHERE show_id = '${showId}'`,
    ];
    for (const write of writes) await expect(app.db.$executeRawUnsafe(write), write).rejects.toThrow();
  });
});

describe("the host", () => {
  it("sees the figures of the video and what is wrong with it, in stable words", async () => {
    const { showId } = await app.openEdition({}, host.email);
    const nobody = {
      holder: null,
      audience: { watching: 0, stalling: 0, failing: { codec: 0, decoder: 0, sound: 0 } },
    };
    expect(await videoOf(showId)).toEqual({ figures: null, health: ["no_video"], recording: null, ...nobody });
    const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
    await broadcast.feed(31);
    const { figures, health } = await videoOf(showId);
    expect(figures).toMatchObject({
      status: "live",
      takes: 1,
      parts: 31,
      segments: 6,
      codecs: ["avc1.42c01f", "opus"],
    });
    expect(figures?.keyframeSeconds).toBeCloseTo(1, 5);
    expect(figures?.partSeconds).toBeCloseTo(0.2, 5);
    expect(figures?.bitsPerSecond).toBeGreaterThan(400_000);
    expect(health).toEqual([]);
    await startBroadcast(app.http, { showId, cookie: host.cookie }).then((next) => next.feed(5));
    expect((await videoOf(showId)).health).toEqual(["gaps"]);
  });
});

describe("figures for Prometheus", () => {
  it("are for whoever has the token, and for nobody else, from this machine either", async () => {
    const { showId } = await app.openEdition({}, host.email);
    await startBroadcast(app.http, { showId, cookie: host.cookie }).then((broadcast) => broadcast.feed(10));
    const answer = await app.http("GET", "/metrics", { headers: { authorization: `Bearer ${metricsToken}` } });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(new RegExp(`^launchroom_video_in_total\\{show="${showId}",kind="parts"\\} 10$`, "m"));
    expect(answer.text).toMatch(new RegExp(`^launchroom_video_status\\{show="${showId}",kind="live"\\} 1$`, "m"));
    expect(answer.text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    for (const authorization of [undefined, "Bearer", `Bearer ${metricsToken}x`]) {
      const headers: Record<string, string> = authorization ? { authorization } : {};
      expect((await app.http("GET", "/metrics", { headers })).status).toBe(404);
    }
  });
});

async function recorded({ takes = 1 } = {}): Promise<string> {
  const { showId } = await app.openEdition({}, host.email);
  for (let take = 0; take < takes; take++) {
    await startBroadcast(app.http, { showId, cookie: host.cookie }).then((broadcast) => broadcast.feed(30));
  }
  await endShow(showId);
  await expect.poll(async () => (await app.db.recording.findUnique({ where: { showId } }))?.state, soon).toBe("READY");
  return showId;
}

async function endShow(showId: string): Promise<void> {
  const { status } = await app.http("POST", `/api/shows/${showId}/end`, { cookie: host.cookie, body: {} });
  expect(status).toBe(200);
}

async function recordingOf(showId: string) {
  return recordingView.parse((await app.http("GET", `/api/shows/${showId}/recording`, { cookie: host.cookie })).body);
}

async function videoOf(showId: string) {
  return videoView.parse((await app.http("GET", `/api/shows/${showId}/video`, { cookie: host.cookie })).body);
}

/** The code of the refusal, if it is one. */
async function codeOf(call: ReturnType<App["http"]>): Promise<unknown> {
  const { body } = await call;
  return typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
}

function remove(showId: string): Promise<unknown> {
  return codeOf(
    app.http("DELETE", `/api/shows/${showId}/recording`, { cookie: host.cookie, body: { reason: "unwanted" } }),
  );
}

/** As if its time had passed. */
async function age(showId: string): Promise<void> {
  await app.db
    .$executeRaw`UPDATE recording SET retention_until = now() - interval '1 second' WHERE show_id = ${showId}::uuid`;
}
