import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { type Database, openDatabase } from "#lib/db.ts";
import { Jobs } from "#lib/jobs/jobs.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";
import { soon } from "#tests/support/soon.ts";

const role = `clerk_${randomUUID().slice(0, 8)}`;
const { adminUrl } = inject("testDatabases");
let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createDatabase();
  const url = new URL(adminUrl);
  url.pathname = new URL(database.url).pathname;
  await withConnection(url.href, (client) =>
    client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA pgboss TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${role}`),
  );
  const own = new URL(database.url);
  own.username = role;
  own.password = "x";
  database = { ...database, url: own.href };
  db = openDatabase(own.href, { connections: 2 });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
  await withConnection(adminUrl, (client) => client.query(`DROP ROLE ${role}`));
});

test("a role that may make and change no table runs every job, and what fails is tried again", async () => {
  const runs: string[] = [];
  const works = [
    { name: "fine", every: 1, due: "true", work: async () => void runs.push("fine") },
    { name: "broken", every: 1, due: "true", work: () => Promise.reject(new Error(`broken ${runs.push("broken")}`)) },
    { name: "never", every: 1, due: "false", work: () => Promise.reject(new Error("it was not due")) },
  ];
  const jobs = new Jobs({ databaseUrl: database.url, db, works });
  await jobs.start();
  await expect
    .poll(() => ["fine", "broken"].every((name) => runs.filter((run) => run === name).length >= 2), soon)
    .toBe(true);
  await jobs.stop();
  const rows =
    await db.$queryRaw`SELECT DISTINCT name, state::text FROM pgboss.job WHERE name <> '' ORDER BY name, state`;
  expect(rows).toEqual([
    { name: "broken", state: "failed" },
    { name: "fine", state: "completed" },
  ]);
});

test("work that is spaced out runs once in its time, however often it is due", async () => {
  const runs: number[] = [];
  const slow = { name: "slow", every: 60, due: "true", work: async () => void runs.push(1) };
  const both = [1, 2].map(() => new Jobs({ databaseUrl: database.url, db, works: [slow] }));
  await Promise.all(both.map((jobs) => jobs.start()));
  await expect.poll(() => runs.length, soon).toBeGreaterThanOrEqual(1);
  await new Promise((resume) => setTimeout(resume, 2500));
  await Promise.all(both.map((jobs) => jobs.stop()));
  // Twice when the minute turned meanwhile.
  expect(runs.length).toBeLessThanOrEqual(2);
});
