import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { findDirectUrl, meetPooler } from "#lib/boot/postgres/pooler.ts";
import { openDatabase } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { openStatements } from "#lib/statements.ts";
import { createDatabase, type TestDatabase } from "#tests/support/database.ts";
import { findPgBouncer, type PgBouncer, startPgBouncer } from "#tests/support/pgbouncer.ts";

const installed = findPgBouncer();
const there = installed !== null;
let database: TestDatabase;
let pooler: PgBouncer;
let addresses: { DATABASE_URL: string; DATABASE_DIRECT_URL: string };

beforeAll(async () => {
  if (!there) return;
  database = await createDatabase();
  pooler = await startPgBouncer(database.url);
  addresses = { DATABASE_URL: pooler.through(database.url), DATABASE_DIRECT_URL: database.url };
  await migrate({ databaseUrl: database.url, poolerUrl: addresses.DATABASE_URL });
});

beforeEach(({ skip }) => skip(!there, "PgBouncer is not installed (apt install pgbouncer)"));

afterAll(async () => {
  if (!there) return;
  await database.drop();
  await pooler.stop();
});

test("a pooler without the address of the database behind it is refused, and so is one in that address's place", async () => {
  const { DATABASE_URL } = addresses;
  expect(await findDirectUrl(addresses)).toBe(database.url);
  expect(await findDirectUrl({ DATABASE_URL: database.url, DATABASE_DIRECT_URL: undefined })).toBe(database.url);
  await expect(findDirectUrl({ DATABASE_URL, DATABASE_DIRECT_URL: undefined })).rejects.toThrow(
    /^DATABASE_URL leads to a connection pooler.*set DATABASE_DIRECT_URL/,
  );
  await expect(findDirectUrl({ DATABASE_URL, DATABASE_DIRECT_URL: DATABASE_URL })).rejects.toThrow(
    /^DATABASE_DIRECT_URL leads to a connection pooler/,
  );
  expect(() => readEnv({ DATABASE_DIRECT_URL: database.url })).toThrow("must stand beside a DATABASE_URL");
});

test("a pooler that is told to ignore start-up options is found out too", async () => {
  const deaf = await startPgBouncer(database.url, { ignore_startup_parameters: "options" });
  const DATABASE_URL = deaf.through(database.url);
  await expect(findDirectUrl({ DATABASE_URL, DATABASE_DIRECT_URL: undefined })).rejects.toThrow("connection pooler");
  await deaf.stop();
});

test("what sessions need is set for the role by the migration and looked at through the pooler", async () => {
  const fresh = await createDatabase();
  // A run through a pooler has given it already.
  await withConnection(fresh.url, (client) =>
    client.query(`ALTER ROLE CURRENT_USER IN DATABASE ${name(fresh)} RESET ALL`),
  );
  const through = { DATABASE_URL: pooler.through(fresh.url), DATABASE_DIRECT_URL: fresh.url };
  await expect(meetPooler(through)).rejects.toThrow(
    /statement_timeout is 0, not 5s, lock_timeout is 0, not 2s.*npm run migrate.*RECONNECT/,
  );
  await migrate({ databaseUrl: fresh.url, poolerUrl: through.DATABASE_URL });
  // Its connections are older than the settings, and it says so.
  await expect(meetPooler(through)).rejects.toThrow("statement_timeout is 0, not 5s");
  await pooler.reconnect(fresh.url);
  const met = await meetPooler(through);
  expect(met?.url).toBe(through.DATABASE_URL);
  const shown = await withConnection(through.DATABASE_URL, (client) => client.query("SHOW statement_timeout"));
  expect(shown.rows).toEqual([{ statement_timeout: "5s" }]);
  // A migration waits for as long as it takes, whatever the role has.
  expect(await migrate({ databaseUrl: fresh.url, poolerUrl: through.DATABASE_URL })).toMatchObject({ upToDate: true });
  await fresh.drop();
});

test("a pooler of another database is refused", async () => {
  const other = await createDatabase();
  await expect(
    meetPooler({ DATABASE_URL: pooler.through(other.url), DATABASE_DIRECT_URL: database.url }),
  ).rejects.toThrow("lead to different databases");
  await other.drop();
});

test("whether the pooler keeps names or not, a hundred statements of two processes do not take one another's", async () => {
  const warn = vi.spyOn(log, "warn");
  const met = await meetPooler(addresses);
  expect(met?.keepsNames).toBe(installed?.keepsNames);
  expect(warn.mock.calls.map(([{ event }]) => event)).toEqual(met?.keepsNames ? [] : ["pooler_old"]);
  warn.mockRestore();
  if (!met) throw new Error("there is no pooler");
  const processes = [1, 2].map(() => ({
    db: openDatabase(met, { connections: 4 }),
    hot: openStatements(met, { connections: 4 }),
  }));
  const asked = processes.flatMap(({ db, hot }, process) =>
    Array.from({ length: 50 }, async (_, index) => {
      const [row] = await db.$queryRawUnsafe<{ said: number }[]>(`SELECT ${process * 100 + index} AS said`);
      const [hotRow] = await hot.$queryRaw<{ said: number }[]>`SELECT ${index}::int AS said`;
      return [row?.said, hotRow?.said, process * 100 + index, index];
    }),
  );
  for (const [said, hotSaid, wanted, hotWanted] of await Promise.all(asked)) {
    expect(said).toBe(wanted);
    expect(hotSaid).toBe(hotWanted);
  }
  await Promise.all(processes.flatMap(({ db, hot }) => [db.$disconnect(), hot.close()]));
});

const name = ({ url }: TestDatabase) => new URL(url).pathname.slice(1);
