import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { type Site, startSite } from "#tests/support/site.ts";
import { soon } from "#tests/support/soon.ts";

let site: Site;

beforeAll(async () => {
  site = await startSite({ processes: 2 });
});

afterAll(() => site.stop());

test("holds that run out in one moment expire once, in a job that one of two processes ran", async () => {
  const before = await jobs();
  const { editionId } = await hold(20);
  await runOut(editionId);
  await expect.poll(() => readStock(site.db, editionId), soon).toEqual({ available: 20, held: 0, sold: 0 });
  await expect.poll(async () => (await jobs()).completed - before.completed, soon).toBeGreaterThanOrEqual(1);
  expect(await entriesOf(editionId)).toEqual({ entries: 1, orders: 20 });
  await expectWholeBooks(site.db);
});

test("kill -9 of either process while holds run out: the units come back all the same, each once", {
  timeout: 120_000,
}, async () => {
  for (const [index, door] of [...site.doors, ...site.doors].entries()) {
    const { editionId } = await hold(8, site.doors.indexOf(door) === 0 ? 1 : 0);
    await runOut(editionId);
    await new Promise((resume) => setTimeout(resume, index * 300));
    await door.kill();
    await expect.poll(() => readStock(site.db, editionId), soon).toEqual({ available: 8, held: 0, sold: 0 });
    expect((await entriesOf(editionId)).orders).toBe(8);
    await door.restart();
  }
  await expectWholeBooks(site.db);
});

test("a job that a process made and did not live to run is run by the other", async () => {
  const { editionId } = await hold(3);
  await site.db.$transaction([
    site.db
      .$executeRaw`INSERT INTO pgboss.job (name, policy, retry_limit, expire_seconds) VALUES ('expire-holds', 'short', 0, 60)`,
    site.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE edition_id = ${editionId}::uuid`,
  ]);
  await expect.poll(() => readStock(site.db, editionId), soon).toEqual({ available: 3, held: 0, sold: 0 });
});

test("a job that died with its process keeps no later one from running", async () => {
  await site.db.$executeRaw`
    INSERT INTO pgboss.job (name, state, policy, retry_limit, started_on, expire_seconds)
    VALUES ('expire-holds', 'active', 'short', 0, now(), 60)`;
  const { editionId } = await hold(3);
  await runOut(editionId);
  await expect.poll(() => readStock(site.db, editionId), soon).toEqual({ available: 3, held: 0, sold: 0 });
});

test("a hold whose time is not over stays, and nothing is queued while nothing is due", async () => {
  const { editionId } = await hold(2);
  await new Promise((resume) => setTimeout(resume, 1500));
  const before = await jobs();
  await new Promise((resume) => setTimeout(resume, 2500));
  expect(await jobs()).toEqual(before);
  expect(await readStock(site.db, editionId)).toEqual({ available: 0, held: 2, sold: 0 });
});

async function hold(units: number, door = 0) {
  const { editionId } = await site.openEdition({ stock: units });
  const buyers = await site.buyers(units);
  const placed = await Promise.all(
    buyers.map(({ cookie }) =>
      site.doors[door]?.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } }),
    ),
  );
  for (const answer of placed) preorderReceipt.parse(answer?.body);
  return { editionId };
}

function runOut(editionId: string) {
  return site.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE edition_id = ${editionId}::uuid`;
}

async function jobs() {
  const [counts] = await site.db.$queryRaw<{ all: number; completed: number }[]>`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE state = 'completed')::int AS completed
    FROM pgboss.job WHERE name = 'expire-holds'`;
  if (!counts) throw new Error("nothing was counted");
  return counts;
}

async function entriesOf(editionId: string) {
  const entries = await site.db.ledgerEntry.findMany({ where: { editionId, kind: "expired" } });
  return { entries: entries.length, orders: entries.flatMap(({ preorderIds }) => preorderIds).length };
}
