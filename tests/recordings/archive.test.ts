import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recoverRecordings } from "#lib/recordings/recover-recordings.ts";
import { playAll, startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { breakDown } from "#tests/support/break-down.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { type S3Counterpart, startS3Counterpart } from "#tests/support/s3-counterpart.ts";
import { soon } from "#tests/support/soon.ts";

const token = "a token for the scraper";

let store: S3Counterpart;
let app: App;
let host: Person;

beforeAll(async () => {
  store = await startS3Counterpart();
  process.env.AWS_ACCESS_KEY_ID = store.credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = store.credentials.secretAccessKey;
  app = await startApp({
    RECORDINGS_S3_BUCKET: store.bucket,
    RECORDINGS_S3_ENDPOINT: store.endpoint,
    METRICS_TOKEN: token,
  });
  host = await app.person("host");
});

afterAll(async () => {
  await app.stop();
  store.close();
});

describe("a shop with an object store", () => {
  it("has its recordings there and no more on its disk, replays them from there, and deletes them there", async () => {
    const { showId } = await app.openEdition({}, host.email);
    const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
    await broadcast.feed(60);
    await app.http("POST", `/api/shows/${showId}/end`, { cookie: host.cookie, body: {} });
    const row = () => app.db.recording.findUnique({ where: { showId } });
    await expect.poll(() => [...store.objects.keys()].some((key) => key.endsWith("index.ndjson")), soon).toBe(true);
    expect(await row()).toMatchObject({ storage: "disk" });
    // The end cannot be taken back any more.
    await app.db.$executeRaw`UPDATE show SET ended_at = now() - interval '12 minutes' WHERE id = ${showId}::uuid`;
    await expect.poll(async () => (await row())?.storage, soon).toBe("s3");
    expect(await row()).toMatchObject({ state: "READY", segments: 12 });
    await expect.poll(() => readdirSync(join(app.made.env.DATA_DIR, "recordings")), soon).toEqual([]);
    expect((await playAll(app.url, showId)).seconds).toBeCloseTo(12, 3);
    const file = await fetch(`${app.url}/api/shows/${showId}/recording/file`, { headers: { cookie: host.cookie } });
    expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get("content-length")));

    const deletion = { cookie: host.cookie, body: { reason: "asked for by the artist" } };
    expect((await app.http("DELETE", `/api/shows/${showId}/recording`, deletion)).status).toBe(200);
    await expect.poll(() => [...store.objects.keys()], soon).toEqual([]);
    expect((await fetch(`${app.url}/media/${showId}/replay.m3u8`)).status).toBe(404);
  });

  it("lets no recording go from its disk before the database says where it is", async () => {
    const { showId } = await app.openEdition({}, host.email);
    await (await startBroadcast(app.http, { showId, cookie: host.cookie })).feed(60);
    const mend = await breakDown(app.db, "BEFORE UPDATE ON recording FOR EACH ROW WHEN (NEW.storage = 's3')");
    await app.http("POST", `/api/shows/${showId}/end`, { cookie: host.cookie, body: {} });
    await expect.poll(() => [...store.objects.keys()].some((key) => key.endsWith("index.ndjson")), soon).toBe(true);
    await app.db.$executeRaw`UPDATE show SET ended_at = now() - interval '12 minutes' WHERE id = ${showId}::uuid`;
    await sleep(7000);
    const folder = join(app.made.env.DATA_DIR, "recordings");
    expect(readdirSync(folder)).toContain(showId);
    await mend();
    await expect.poll(() => readdirSync(folder), soon).not.toContain(showId);
    expect(await app.db.recording.findUnique({ where: { showId } })).toMatchObject({ state: "READY", storage: "s3" });

    // A process that died between the two left files behind; the next start takes them away and nothing of the copy.
    mkdirSync(join(folder, showId));
    await recoverRecordings(app.made);
    expect(readdirSync(folder)).not.toContain(showId);
    expect((await playAll(app.url, showId)).seconds).toBeCloseTo(12, 3);
  });

  it("shows its figures to whoever has the token, and to nobody else", async () => {
    const ask = async (authorization?: string) =>
      (await app.http("GET", "/metrics", { headers: authorization ? { authorization } : {} })).status;
    expect([await ask(), await ask("Bearer wrong"), await ask(`Bearer ${token}`)]).toEqual([404, 404, 200]);
  });
});
