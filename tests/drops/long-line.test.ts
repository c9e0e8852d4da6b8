import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { writeDrawnPlaces } from "#lib/drops/write-places.ts";
import { advanceDrop, writePlaces } from "#lib/engine/move-drop.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openDropStage, placeOf } from "#tests/support/drops.ts";
import { drawOf, fillLine, type Place, servedOf } from "#tests/support/long-line.ts";
import { startSite } from "#tests/support/site.ts";
import { openLine } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

/** More than the opening writes at once. */
const people = 1200;
const units = 5;
const shuffled = { units, perPersonLimit: 2, mode: "SHUFFLED" } as const;

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("before their places are written all stand in the order of the seed: who is told, asks, or comes again", async () => {
  const { stage, open, cookieOf, buyers } = await openLongLine();
  const heard: QueueEntry[] = [];
  const socket = await openLine(app.url, { cookie: buyers[0]?.cookie });
  socket.on("line", (entry) => heard.push(entry));
  const { draw, served, waiting } = await open();
  const mine = draw.find(({ userId }) => userId === buyers[0]?.id);
  await expect.poll(() => heard.at(-1), soon).toMatchObject({ place: mine?.place, unitsBefore: mine?.unitsBefore });
  socket.disconnect();
  expect(await placesIn(stage.dropId, "SERVED")).toEqual(served.map(placed));

  for (const [index, place] of [...waiting.entries()].filter(([index]) => [0, 1, 700].includes(index))) {
    const cookie = cookieOf(place);
    const ahead = waiting.slice(0, index);
    const { body } = await app.http("GET", `/api/line/${place.id}`, { cookie });
    const peopleAhead = ahead.length;
    const unitsAhead = ahead.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(body).toMatchObject({ ...placed(place), state: "WAITING", peopleAhead, unitsAhead });
    expect(placeOf(await stage.join(cookie))).toMatchObject(placed(place));
  }
  await writeDrawnPlaces(app.made);
  expect(await app.db.dropDraw.count()).toBe(0);
  expect(await placesIn(stage.dropId, "WAITING")).toEqual(waiting.map(placed));
});

test("half of the places are written: a unit that comes back, and what is told of the line, follow the seed", async () => {
  const { stage, open, cookieOf } = await openLongLine();
  const { draw, served, waiting } = await open();
  await app.made.engine.once((write) => writePlaces(write, stage.dropId, people / 2));
  const [gone, ...others] = waiting;
  const left = await app.http("DELETE", `/api/line/${gone?.id}`, { cookie: gone && cookieOf(gone) });
  expect(left.status).toBe(200);
  expect(await stage.read()).toMatchObject({ waiting: others.length, firstUnits: others[0]?.unitsBefore });

  await app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE drop_id = ${stage.dropId}::uuid`;
  await expireHolds(app.made);
  const next = servedOf(others, units);
  const all = [...served, ...next].toSorted((a, b) => a.place - b.place);
  expect(await placesIn(stage.dropId, "SERVED")).toEqual(all.map(placed));

  await stage.act("close");
  const closed = draw.filter((place) => place !== gone && !all.includes(place));
  expect(await placesIn(stage.dropId, "CLOSED")).toEqual(closed.map(placed));
  expect(await app.db.dropDraw.count()).toBe(0);
});

test("a server killed between the opening and the places: the next one goes on, and everybody has the same place", async () => {
  const site = await startSite();
  const [door] = site.doors;
  if (!door) throw new Error("no server");
  try {
    const stage = await openDropStage({ ...site, http: door.http }, { stock: 50, perPersonLimit: 3 }, shuffled);
    await stage.act("arm");
    await fillLine(site.db, stage, await site.buyers(people));
    await stage.fire();
    await expect.poll(() => site.db.dropDraw.count(), soon).toBe(1);
    await door.kill();
    await site.db.$queryRaw`SELECT write_places(${stage.dropId}::uuid, 700)`;
    expect(await site.db.dropDraw.findMany()).toMatchObject([{ dropId: stage.dropId, written: 700 }]);
    await door.restart();
    await expect.poll(() => site.db.dropDraw.count(), soon).toBe(0);
    const rows = await site.db.queueEntry.findMany({ where: { dropId: stage.dropId }, orderBy: { place: "asc" } });
    expect(rows.map(placed)).toEqual((await drawOf(site.db, stage.dropId)).map(placed));
    await expectWholeBooks(site.db);
  } finally {
    await site.stop();
  }
}, 60_000);

/** Everybody waits for a shuffled drop; `open` opens it and keeps the server from writing the places by itself. */
async function openLongLine() {
  const stage = await openDropStage(app, { stock: 50, perPersonLimit: 3 }, shuffled);
  await stage.act("arm");
  const buyers = await app.buyers(people);
  await fillLine(app.db, stage, buyers);
  return {
    stage,
    buyers,
    cookieOf: ({ userId }: Place) => buyers.find(({ id }) => id === userId)?.cookie,
    async open() {
      await app.made.engine.commit(async (write) => {
        await write.tx.drop.update({
          where: { id: stage.dropId },
          data: { opensAt: new Date(), closesAt: new Date(Date.now() + 600_000) },
        });
        await advanceDrop(write, stage.dropId);
        await write.tx.dropDraw.updateMany({ data: { drawnAt: new Date(Date.now() + 600_000) } });
      });
      const draw = await drawOf(app.db, stage.dropId);
      const served = servedOf(draw, units);
      return { draw, served, waiting: draw.filter((place) => !served.includes(place)) };
    },
  };
}

/** Those of a state as their rows say it, in the order of their places. */
async function placesIn(dropId: string, state: QueueEntry["state"]) {
  const rows = await app.db.queueEntry.findMany({ where: { dropId, state }, orderBy: { place: "asc" } });
  return rows.map(placed);
}

function placed({ id, place, unitsBefore }: { id: string; place: number | null; unitsBefore: number | null }) {
  return { id, place, unitsBefore };
}
