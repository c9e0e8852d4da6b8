import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playAll, secondsUntil, startBroadcast } from "#tests/recordings/broadcast.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { type Site, startSite } from "#tests/support/site.ts";

let site: Site;
let host: Person;

beforeAll(async () => {
  site = await startSite();
  host = await site.person("host");
}, 120_000);

afterAll(() => site.stop());

describe("a server killed in the middle of a show", () => {
  it("loses at most one segment, goes on recording after the restart, and the replay is there within ten seconds of the end", async () => {
    const door = doorOf();
    const { showId } = await site.openEdition({}, host.email);
    const cookie = host.cookie;
    const before = await startBroadcast(door.http, { showId, cookie });
    await before.feed(52);
    await secondsUntil(async () => (await figures(showId, cookie)).segments === 10);
    await door.kill();
    await door.restart();
    expect((await playAll(door.url, showId, "dvr")).seconds).toBeGreaterThanOrEqual(8);
    const after = await startBroadcast(door.http, { showId, cookie });
    await after.feed(32);
    expect((await door.http("POST", `/api/shows/${showId}/end`, { cookie, body: {} })).status).toBe(200);
    expect(await secondsUntil(() => isReady(showId))).toBeLessThan(10);
    const { seconds } = await playAll(door.url, showId);
    expect(seconds).toBeGreaterThanOrEqual(10 - 1 + 6.4 - 0.01);
    expect(door.logged()).not.toMatch(/"level":50/);
  }, 120_000);

  it("closes the recording of a show that was ended while it was dead", async () => {
    const door = doorOf();
    const { showId } = await site.openEdition({}, host.email);
    const broadcast = await startBroadcast(door.http, { showId, cookie: host.cookie });
    await broadcast.feed(60);
    await secondsUntil(async () => (await figures(showId, host.cookie)).segments >= 11);
    await secondsUntil(async () => (await site.db.recording.count({ where: { showId } })) === 1);
    await door.kill();
    await site.db.$executeRaw`UPDATE show SET status = 'ENDED', ended_at = now() WHERE id = ${showId}::uuid`;
    await door.restart();
    expect(await secondsUntil(() => isReady(showId))).toBeLessThan(10);
    expect((await playAll(door.url, showId)).seconds).toBeGreaterThanOrEqual(11 - 0.01);
    expect(await site.db.recording.findUniqueOrThrow({ where: { showId } })).toMatchObject({ state: "READY" });
  }, 120_000);

  it("goes on with the recording of a show whose end was taken back as it died", async () => {
    const door = doorOf();
    const { showId } = await site.openEdition({}, host.email);
    const cookie = host.cookie;
    await (await startBroadcast(door.http, { showId, cookie })).feed(40);
    expect((await door.http("POST", `/api/shows/${showId}/end`, { cookie, body: {} })).status).toBe(200);
    await secondsUntil(async () => (await site.db.recording.count({ where: { showId, state: "READY" } })) === 1);
    await door.kill();
    // What was committed last: the file of the recording still says that it is over.
    await site.db.$executeRaw`UPDATE show SET status = 'LIVE', ended_at = NULL WHERE id = ${showId}::uuid`;
    await door.restart();
    await (await startBroadcast(door.http, { showId, cookie })).feed(40);
    expect((await door.http("POST", `/api/shows/${showId}/end`, { cookie, body: {} })).status).toBe(200);
    await secondsUntil(async () => (await playAll(door.url, showId)).seconds > 15.9);
  }, 120_000);

  it("that is asked to stop in good order loses nothing that was published", async () => {
    const door = doorOf();
    const { showId } = await site.openEdition({}, host.email);
    const broadcast = await startBroadcast(door.http, { showId, cookie: host.cookie });
    await broadcast.feed(60);
    await door.stop();
    await door.restart();
    expect((await door.http("POST", `/api/shows/${showId}/end`, { cookie: host.cookie, body: {} })).status).toBe(200);
    expect(await secondsUntil(() => isReady(showId))).toBeLessThan(10);
    expect((await playAll(door.url, showId)).seconds).toBeGreaterThanOrEqual(11 - 0.01);
  }, 120_000);
});

describe("two servers on one folder", () => {
  it("never write the same recording", async () => {
    const pair = await startSite({ processes: 2 });
    const [one, other] = pair.doors;
    if (!one || !other) throw new Error("There are not two.");
    const owner = await pair.person("host");
    const { showId } = await pair.openEdition({}, owner.email);
    const broadcast = await startBroadcast(one.http, { showId, cookie: owner.cookie });
    await broadcast.feed(40);
    await secondsUntil(async () => (await pair.db.recording.count({ where: { showId } })) === 1);
    await other.stop();
    await other.restart();
    await broadcast.feed(40);
    expect((await other.http("POST", `/api/shows/${showId}/end`, { cookie: owner.cookie, body: {} })).status).toBe(200);
    await secondsUntil(async () => (await fetch(`${one.url}/media/${showId}/replay.m3u8`)).ok);
    expect((await playAll(one.url, showId)).seconds).toBeCloseTo(16, 3);
    expect((await playAll(other.url, showId)).seconds).toBeCloseTo(16, 3);
    await pair.stop();
  }, 120_000);
});

function doorOf() {
  const [door] = site.doors;
  if (!door) throw new Error("There is no server.");
  return door;
}

async function figures(showId: string, cookie: string): Promise<{ segments: number }> {
  const { body } = await doorOf().http("GET", `/api/shows/${showId}/video`, { cookie });
  const text = JSON.stringify(body);
  return { segments: Number(/"recorder":\{[^}]*"segments":(\d+)/.exec(text)?.[1] ?? 0) };
}

async function isReady(showId: string): Promise<boolean> {
  return (await fetch(`${doorOf().url}/media/${showId}/replay.m3u8`)).ok;
}
