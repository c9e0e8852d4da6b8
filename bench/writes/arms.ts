import type { Stage } from "#bench/harness/stage.ts";
import type { ReadWay } from "#bench/writes/read-ways.ts";
import { rowsOf } from "#bench/writes/rows.ts";
import type { Way } from "#bench/writes/ways.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

export type Measured = {
  perSecond: number;
  /** CPU microseconds of this process for one row, written or read. */
  nodePerRow: number;
  /** The same of Postgres. */
  postgresPerRow: number;
  faults: string[];
};

/** Writes into an edition of its own for so long, and counts afterwards what is there. */
export async function write(
  stage: Stage,
  name: string,
  way: Way,
  { buyers, ms }: { buyers: SeededBuyer[]; ms: number },
): Promise<Measured> {
  const { editionId } = await stage.openEdition();
  const make = rowsOf(editionId, buyers);
  const measured = await measure(stage, ms, way.atOnce, async () => {
    await way.write(make(way.size));
    return way.size;
  });
  const written = await stage.db.preorder.count({ where: { editionId } });
  const faults = written === measured.rows ? [] : [`${name}: ${measured.rows} rows were sent, ${written} are there`];
  return { ...measured, faults };
}

const readsAtOnce = 32;

/** Reads orders one by one, each by its key. */
export async function read(
  stage: Stage,
  name: string,
  way: ReadWay,
  { ids, ms }: { ids: string[]; ms: number },
): Promise<Measured> {
  let asked = 0;
  let missing = 0;
  const measured = await measure(stage, ms, readsAtOnce, async () => {
    // Requests of different people come in turns of their own, so that Prisma cannot make one query of them.
    await new Promise((turn) => setImmediate(turn));
    asked += 1;
    if (!(await way(ids[asked % ids.length] ?? ""))?.contact) missing += 1;
    return 1;
  });
  return { ...measured, faults: missing === 0 ? [] : [`${name}: ${missing} orders were not found`] };
}

/** Repeats the work on so many lines until the time is over. */
async function measure(stage: Stage, ms: number, atOnce: number, work: () => Promise<number>) {
  const postgres = stage.postgresSeconds();
  const node = process.cpuUsage();
  const started = performance.now();
  let rows = 0;
  const line = async () => {
    while (performance.now() - started < ms) {
      const done = await work();
      rows += done;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(node);
  return {
    rows,
    perSecond: rows / seconds,
    nodePerRow: (user + system) / rows,
    postgresPerRow: ((stage.postgresSeconds() - postgres) * 1e6) / rows,
  };
}
