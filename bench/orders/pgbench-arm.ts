import { findPgbench, numberBuyers, runPgbench } from "#bench/arms/pgbench.ts";
import type { Progress } from "#bench/harness/progress.ts";
import type { Stage } from "#bench/harness/stage.ts";
import { countOrders } from "#bench/orders/audit.ts";

/** The number of clients with which pgbench sold most on this machine. */
export type Pgbench = { program: string; buyers: number; clients: number };

export const clientCounts = [1, 2, 4, 8, 16, 32, 64];

/** null where the system has no pgbench. */
export async function findBestPgbench({
  stage,
  progress,
  seconds,
}: {
  stage: Stage;
  progress: Progress;
  seconds: number;
}): Promise<Pgbench | null> {
  const program = findPgbench();
  if (!program) return null;
  const buyers = await numberBuyers(stage.db);
  let best = { clients: 1, perSecond: 0 };
  for (const clients of clientCounts) {
    progress.step(`pgbench with ${clients} clients`);
    const perSecond = await sellWithPgbench(stage, { program, buyers, clients }, seconds);
    if (perSecond > best.perSecond) best = { clients, perSecond };
  }
  return { program, buyers, clients: best.clients };
}

/** Orders per second, counted as rows: a refused call is no order. */
export async function sellWithPgbench(stage: Stage, pgbench: Pgbench, seconds: number): Promise<number> {
  const { editionId } = await stage.openEdition();
  await runPgbench({ ...pgbench, databaseUrl: stage.databaseUrl, editionId, seconds });
  return (await countOrders(stage.db, editionId)) / seconds;
}
