import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { playAll, startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openFamily } from "#tests/support/family.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("an end closes the drop that runs and what is on sale, with the name of who did it, or nothing at all", async () => {
  const { host, showId, editionId } = await openFamily(app, { stock: 10 });
  const dropId = await armedDrop(host, showId, editionId);
  await app.db.$executeRawUnsafe(`
    CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the machine dies here'; END $$`);
  await app.db.$executeRawUnsafe(`
    CREATE TRIGGER break_down BEFORE UPDATE ON edition FOR EACH ROW WHEN (NOT NEW.sales_open) EXECUTE FUNCTION break_down()`);
  expect((await end(host, showId)).status).toBe(500);
  expect(await standing(showId, editionId, dropId)).toEqual({ status: "LIVE", drop: "ARMED", pooled: 4, open: true });

  await app.db.$executeRawUnsafe("DROP FUNCTION break_down CASCADE");
  expect((await end(host, showId)).status).toBe(200);
  expect(await standing(showId, editionId, dropId)).toEqual({
    status: "ENDED",
    drop: "CLOSED",
    pooled: 0,
    open: false,
  });
  const acts = await app.db.auditLog.findMany({
    where: { actorId: host.id, subject: { in: [`show:${showId}`, `edition:${editionId}`, `drop:${dropId}`] } },
  });
  expect(acts.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["show.ended", "sales.closed", "drop.closed"]),
  );
});

test("an end by mistake is taken back: the same show is on air, its room hears it, its sales are as they were", async () => {
  const family = await openFamily(app, { stock: 10 });
  const { host, showId, editionId } = family;
  const [byHand, closed] = [await family.addEdition(), await family.addEdition()];
  await switchSales(host, closed, false);
  const line = await openLine(app.url);
  await say(line, "join", { showId });
  const { wentLiveAt } = await app.db.show.findUniqueOrThrow({ where: { id: showId } });

  await end(host, showId);
  await expect.poll(() => line.frames.at(-1)?.status, soon).toBe("ENDED");
  await switchSales(host, byHand, true);
  await switchSales(host, byHand, false);
  const stranger = await app.person("host");
  expect((await undo(stranger, showId)).status).toBe(404);
  expect((await undo(host, showId)).body).toMatchObject({ status: "LIVE", endedAt: null });
  await expect.poll(() => line.frames.at(-1)?.status, soon).toBe("LIVE");
  expect(line.frames.at(-1)?.video).not.toBe("ended");
  await expect
    .poll(
      () => line.frames.flatMap(({ stock }) => stock).findLast((each) => each.editionId === editionId)?.salesOpen,
      soon,
    )
    .toBe(true);
  line.disconnect();

  const open = await app.db.edition.findMany({ where: { id: { in: [editionId, byHand, closed] }, salesOpen: true } });
  expect(open.map(({ id }) => id)).toEqual([editionId]);
  expect(await app.db.edition.count({ where: { salesClosedBy: showId } })).toBe(0);
  expect((await app.db.show.findUniqueOrThrow({ where: { id: showId } })).wentLiveAt).toEqual(wentLiveAt);
  const [buyer] = await app.buyers(1);
  if (!buyer) throw new Error("nobody buys");
  expect((await family.place(buyer, editionId)).status).toBe(201);
  expect((await undo(host, showId)).status).toBe(200);
  expect(await app.db.auditLog.count({ where: { action: "show.end_undone", subject: `show:${showId}` } })).toBe(1);
});

test("a recording whose end was taken back goes on as one replay with one discontinuity", async () => {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  await (await startBroadcast(app.http, { showId, cookie: host.cookie })).feed(60);
  await end(host, showId);
  await expect.poll(() => stateOf(showId), soon).toBe("READY");
  await undo(host, showId);
  expect(await stateOf(showId)).toBe("RECORDING");
  expect(app.made.channels.status(showId)).toBe("interrupted");
  await (await startBroadcast(app.http, { showId, cookie: host.cookie })).feed(60);
  expect(app.made.channels.status(showId)).toBe("live");
  await end(host, showId);
  await expect.poll(() => stateOf(showId), soon).toBe("READY");
  expect((await playAll(app.url, showId)).seconds).toBeCloseTo(24, 1);
  const playlist = await (await fetch(`${app.url}/media/${showId}/replay.m3u8`)).text();
  expect(playlist.match(/^#EXT-X-DISCONTINUITY$/gm)).toHaveLength(1);
});

test("ten minutes after the end it is final by the database's clock, and nothing moves", async () => {
  const { host, showId, editionId } = await openFamily(app, { stock: 10 });
  expect((await undo(host, showId)).status).toBe(200);
  await end(host, showId);
  await app.db
    .$executeRaw`UPDATE show SET ended_at = now() - interval '10 minutes 1 second' WHERE id = ${showId}::uuid`;
  expect(await undo(host, showId)).toMatchObject({ status: 409, body: { code: "show_end_final" } });
  expect(await app.db.show.findUniqueOrThrow({ where: { id: showId } })).toMatchObject({ status: "ENDED" });
  expect(await app.db.edition.findUniqueOrThrow({ where: { id: editionId } })).toMatchObject({ salesOpen: false });
  expect(app.made.channels.status(showId)).not.toBe("live");
});

const end = ({ cookie }: Person, showId: string) =>
  app.http("POST", `/api/shows/${showId}/end`, { cookie, body: { closeSales: true } });
const undo = ({ cookie }: Person, showId: string) => app.http("DELETE", `/api/shows/${showId}/end`, { cookie });

async function armedDrop({ cookie }: Person, showId: string, editionId: string): Promise<string> {
  const body = { editionId, title: "Four of them", units: 4 };
  const made = await app.http("POST", `/api/shows/${showId}/drops`, { cookie, body });
  const { id } = z.object({ id: z.uuid() }).parse(made.body);
  expect((await app.http("POST", `/api/drops/${id}/arm`, { cookie, body: {}, key: randomUUID() })).status).toBe(200);
  return id;
}

async function switchSales({ cookie }: Person, editionId: string, open: boolean): Promise<void> {
  expect((await app.http("PUT", `/api/editions/${editionId}/sales`, { cookie, body: { open } })).status).toBe(200);
}

async function standing(showId: string, editionId: string, dropId: string) {
  const [show, edition, drop] = await Promise.all([
    app.db.show.findUniqueOrThrow({ where: { id: showId } }),
    app.db.edition.findUniqueOrThrow({ where: { id: editionId }, include: { inventory: true } }),
    app.db.drop.findUniqueOrThrow({ where: { id: dropId } }),
  ]);
  return { status: show.status, drop: drop.status, pooled: edition.inventory?.pooled, open: edition.salesOpen };
}

async function stateOf(showId: string) {
  return (await app.db.recording.findUnique({ where: { showId } }))?.state;
}
