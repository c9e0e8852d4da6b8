import pg from "pg";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { openStage } from "#bench/harness/stage.ts";
import { median, range, rounded } from "#bench/harness/statistics.ts";
import { type Measured, read, write } from "#bench/writes/arms.ts";
import { readWaysOf } from "#bench/writes/read-ways.ts";
import { waysOf } from "#bench/writes/ways.ts";
import { type Database, openDatabase, poolSettings } from "#lib/db.ts";

const connections = 10;
const writeNames = ["create", "createMany", "unnest", "copy"] as const;
const names = [...writeNames, "findUnique", "prepared"] as const;
type Name = (typeof names)[number];
type Rounds = Record<Name, Measured[]>;

const sizeOf = ({ short, full }: Setting) =>
  short ? { rounds: 2, ms: 800 } : { rounds: full ? 10 : 5, ms: full ? 3000 : 1500 };
const roundsWithKeys = 2;

/**
 * Rows into and out of the product's order table: Prisma's calls, one statement for many rows, COPY. The ratios are of the
 * table with its primary key and three indexes; its foreign keys cost every arm the same for each row, so that they hide
 * what is compared, and stand in figures of their own.
 */
export const writes: Bench = {
  about: "rows per second into one table, and reads by key, with Prisma and without",
  steps: (setting) => 2 + roundsWithKeys * writeNames.length + sizeOf(setting).rounds * names.length,
  run: measureWrites,
};

async function measureWrites(setting: Setting): Promise<Outcome> {
  const { progress } = setting;
  progress.step("database and buyers");
  const stage = await openStage();
  const db = openDatabase(stage.databaseUrl, { connections });
  const pool = new pg.Pool(poolSettings(stage.databaseUrl, connections));
  try {
    const buyers = await stage.writeBuyers(5000);
    const ways = waysOf(db, pool);
    const readWays = readWaysOf(db, pool);
    progress.step("warm-up");
    for (const name of writeNames) await write(stage, name, ways[name], { buyers, ms: 500 });
    const ids = (await stage.db.preorder.findMany({ select: { id: true }, take: 20_000 })).map(({ id }) => id);

    const { rounds: count, ms } = sizeOf(setting);
    const measure = (name: Name) =>
      name === "findUnique" || name === "prepared"
        ? read(stage, name, readWays[name], { ids, ms })
        : write(stage, name, ways[name], { buyers, ms });
    const withKeys = await play(writeNames, roundsWithKeys, "with foreign keys", measure);
    await dropForeignKeys(stage.db);
    return summarise(await play(names, count, "", measure), withKeys);
  } finally {
    await Promise.all([pool.end(), db.$disconnect()]);
    await stage.close();
  }

  /** All arms in turn, every second round backwards. */
  async function play(arms: readonly Name[], count: number, note: string, measure: (name: Name) => Promise<Measured>) {
    const rounds: Rounds = { create: [], createMany: [], unnest: [], copy: [], findUnique: [], prepared: [] };
    for (let round = 0; round < count; round += 1) {
      for (const name of round % 2 === 0 ? arms : arms.toReversed()) {
        progress.step(`round ${round + 1} of ${count}: ${name} ${note}`);
        rounds[name].push(await measure(name));
      }
    }
    return rounds;
  }
}

async function dropForeignKeys(db: Database) {
  const keys = await db.$queryRaw<{ name: string }[]>`
    SELECT conname AS name FROM pg_constraint WHERE conrelid = 'preorder'::regclass AND contype = 'f'`;
  for (const { name } of keys) await db.$executeRawUnsafe(`ALTER TABLE preorder DROP CONSTRAINT ${name}`);
}

function summarise(rounds: Rounds, withKeys: Rounds): Outcome {
  const rateIn = (from: Rounds, name: Name) => median(from[name].map(({ perSecond }) => perSecond));
  const rate = (name: Name) => rateIn(rounds, name);
  const node = (name: Name) => median(rounds[name].map(({ nodePerRow }) => nodePerRow));
  const figures = names.flatMap((name) => [
    [`${name}_rows_per_s`, rounded(rate(name))],
    [`${name}_rows_per_s_range`, range(rounds[name].map(({ perSecond }) => perSecond))],
    [`${name}_node_cpu_us_per_row`, rounded(node(name))],
    [`${name}_postgres_cpu_us_per_row`, rounded(median(rounds[name].map(({ postgresPerRow }) => postgresPerRow)))],
  ]);
  const figuresWithKeys = writeNames.map((name) => [
    `${name}_rows_per_s_with_foreign_keys`,
    rounded(rateIn(withKeys, name)),
  ]);
  return {
    ratios: {
      unnest_vs_prisma_create: rounded(rate("unnest") / rate("create")),
      unnest_vs_createmany: rounded(rate("unnest") / rate("createMany")),
      unnest_vs_copy: rounded(rate("unnest") / rate("copy")),
      prepared_vs_find_unique: rounded(rate("prepared") / rate("findUnique")),
      node_cpu_per_row_vs_create: rounded(node("unnest") / node("create")),
    },
    figures: Object.fromEntries([...figures, ...figuresWithKeys]),
    faults: [
      ...new Set([rounds, withKeys].flatMap((of) => names.flatMap((name) => of[name].flatMap(({ faults }) => faults)))),
    ],
  };
}
