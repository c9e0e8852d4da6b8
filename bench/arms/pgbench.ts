import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Database } from "#lib/db.ts";

const run = promisify(execFile);

/** The strongest plain-SQL answer: one prepared autocommit statement an order, sent from C. */
const statement = `\\set n random(1, :buyers)
WITH d AS (UPDATE inventory SET available = available - 1, held = held + 1
  WHERE edition_id = :edition::uuid AND available > 0 RETURNING edition_id)
INSERT INTO preorder (id, user_id, edition_id, idem_key, contact, person, quantity, unit_minor, deposit_minor, total_minor, currency,
  state, placed_at, hold_expires_at, refundable_until, state_changed_at)
SELECT gen_random_uuid(), b.id, d.edition_id, gen_random_uuid()::text, 'buyer@demo.launchroom', b.id::text, 1, 24900, 4900, 24900, 'CNY',
  'HELD', now(), now() + interval '1 hour', now() + interval '7 days', now()
FROM d, bench_buyer b WHERE b.n = :n;
`;

/** Path of the system's pgbench, or null. */
export function findPgbench(): string | null {
  const packaged = "/usr/lib/postgresql";
  const versions = existsSync(packaged) ? readdirSync(packaged).map((version) => join(packaged, version, "bin")) : [];
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...versions];
  return folders.map((folder) => join(folder, "pgbench")).find((path) => existsSync(path)) ?? null;
}

/** pgbench picks buyers by number. Returns how many there are. */
export async function numberBuyers(db: Database): Promise<number> {
  await db.$executeRaw`CREATE TABLE bench_buyer AS
    SELECT row_number() OVER ()::int AS n, id FROM "user" WHERE email LIKE 'buyer-%'`;
  await db.$executeRaw`ALTER TABLE bench_buyer ADD PRIMARY KEY (n)`;
  await db.$executeRawUnsafe("ANALYZE bench_buyer");
  return db.user.count({ where: { email: { startsWith: "buyer-" } } });
}

type Run = {
  program: string;
  databaseUrl: string;
  editionId: string;
  buyers: number;
  clients: number;
  seconds: number;
};

/** Runs it for some seconds. What counts are the rows in preorder, which the caller reads. */
export async function runPgbench({ program, databaseUrl, editionId, buyers, clients, seconds }: Run): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), "launchroom-pgbench-"));
  const file = join(folder, "hot.sql");
  writeFileSync(file, statement);
  const login = ["-h", hostname, "-p", port, "-U", decodeURIComponent(username), pathname.slice(1)];
  const load = ["-n", "-M", "prepared", "-f", file, "-c", String(clients), "-j", "2", "-T", String(seconds)];
  const values = ["-D", `edition=${editionId}`, "-D", `buyers=${buyers}`];
  try {
    await run(program, [...load, ...values, ...login], {
      env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
