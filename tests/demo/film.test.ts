import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openShop } from "#lib/boot/open-shop.ts";
import { type LoopedFilm, readLoopedFilm } from "#lib/demo/looped-film.ts";
import { recordFilm } from "#lib/demo/record-film.ts";
import { startDemo } from "#lib/demo/start-demo.ts";
import { Packager } from "#lib/media/mp4/packager.ts";
import { TakeStarted } from "#lib/media/schema.ts";
import { type OpenEdition, writeOpenEdition } from "#prisma/seed/open-edition.ts";
import { writePeople } from "#prisma/seed/people.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { soon } from "#tests/support/soon.ts";

const films = join(import.meta.dirname, "../../prisma/seed/films");
const script = [{ by: "viewer", body: "Good evening" }] as const;
const host = "host@demo.launchroom";

let app: App;
let film: LoopedFilm;
let show: OpenEdition;
let slug: string;
let demo: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  app = await startApp();
  await writePeople(app.db);
  film = await readLoopedFilm(join(films, "launch.mp4"));
  show = await writeOpenEdition(app.db, host);
  ({ slug } = await app.db.show.findUniqueOrThrow({ where: { id: show.showId } }));
  demo = await startDemo(app.made, { films, live: slug, past: "none", script });
});

afterAll(async () => {
  await demo.stop();
  await app.stop();
});

test.each(["launch", "workshop"])(
  "the film %s is one unbroken line over its seams, with pictures and sound",
  async (name) => {
    const looped = await readLoopedFilm(join(films, `${name}.mp4`));
    const packager = new Packager();
    const { init } = packager.push(looped.init);
    expect([init?.video?.codec.slice(0, 4), init?.audio?.codec]).toEqual(["avc1", "mp4a.40.2"]);
    let end = 0;
    let key = 0;
    for (let n = 0; n < looped.length * 3; n += 1) {
      const { parts, broken } = packager.push(looped.piece(n).bytes);
      expect(broken).toBeUndefined();
      for (const part of parts) {
        expect(part.jump).toBe(false);
        expect(part.startSeconds).toBeCloseTo(end, 6);
        end = part.startSeconds + part.durationSeconds;
        if (part.key) key = part.startSeconds;
        expect(end - key).toBeLessThanOrEqual(2.001);
      }
    }
    expect(end).toBeCloseTo(3 * looped.seconds, 3);
  },
);

test("it is the picture of its show, nothing of it is recorded, and a host takes over without being asked", async () => {
  const { channels } = app.made;
  await expect.poll(() => channels.status(show.showId), soon).toBe("live");
  await expect.poll(() => channels.figures(show.showId)?.recorder.segments, soon).toBe(0);
  const playlist = async () => (await fetch(`${app.url}/media/${show.showId}/live.m3u8`)).text();
  await vi.waitFor(async () => expect(await playlist()).toContain("segments/"), 10_000);
  expect(channels.figures(show.showId)?.recorder).toMatchObject({ segments: 0, missed: 0 });

  const cookie = await app.signIn(host);
  const started = await app.http("POST", `/api/shows/${show.showId}/takes`, { cookie, body: { device: "Desk" } });
  expect(started.status).toBe(201);
  const { takeId, showKey: key } = TakeStarted.parse(started.body);
  channels.open(show.showId).accept({ takeId, key, n: 0, bytes: film.init });
  channels.open(show.showId).accept({ takeId, key, n: 1, bytes: film.piece(0).bytes });
  await sleep(2500);
  expect(app.made.air.holder(show.showId)).toMatchObject({ device: "Desk" });
  expect(channels.open(show.showId).admit({ takeId, key }).id).toBe(takeId);
  // The host is gone for ten seconds: it comes back.
  await expect.poll(() => channels.status(show.showId), soon).toBe("interrupted");
  await expect.poll(() => channels.status(show.showId), soon).toBe("live");
  expect(app.made.air.holder(show.showId)).toBeNull();
});

test("a show that is over gets a replay from beginning to end, which plays after a start too", async () => {
  const past = await writeOpenEdition(app.db, host);
  const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000 + 64_000)];
  const ended = await app.db.show.update({
    where: { id: past.showId },
    data: { status: "ENDED", wentLiveAt: from, endedAt: to },
  });
  await recordFilm(app.made, film, ended.slug);
  await recordFilm(app.made, film, ended.slug);
  const replay = await app.http("GET", `/api/shows/${past.showId}/replay`);
  expect(replay.body).toMatchObject({ seconds: 64, startedAt: from.toISOString(), endedAt: to.toISOString() });
  const text = await (await fetch(`${app.url}/media/${past.showId}/replay.m3u8`)).text();
  const address = /URI="(.+?)"/.exec(text)?.[1];
  const init = await fetch(`${app.url}/media/${past.showId}/${address}`, { signal: AbortSignal.timeout(5000) });
  expect((await init.arrayBuffer()).byteLength).toBeGreaterThan(500);
});

test("when the shop becomes a real one beside the running server, the film is gone, and its files are", async () => {
  const shop = await startApp();
  const { env, channels } = shop.made;
  await writePeople(shop.db);
  const { showId } = await writeOpenEdition(shop.db, host);
  const { slug: live } = await shop.db.show.findUniqueOrThrow({ where: { id: showId } });
  const playing = await startDemo(shop.made, { films, live, past: "none", script });
  await expect.poll(() => channels.status(showId), soon).toBe("live");
  const gone = await openShop(shop.db, env, { email: "owner@example.com", name: "Owner", hash: "x" });
  expect(gone).toContainEqual({ what: "rows of show", count: 1 });
  await expect.poll(() => channels.status(showId), soon).toBe("ended");
  const kept = readdirSync(join(env.DATA_DIR, "recordings"), { recursive: true, encoding: "utf8" });
  expect(kept.filter((name) => /m4s|mp4/.test(name))).toEqual([]);
  await playing.stop();
  await shop.stop();
});
