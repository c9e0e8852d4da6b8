import type { Outcome } from "#bench/harness/bench.ts";
import { median, quantile, range, rounded } from "#bench/harness/statistics.ts";
import { inFlight, type Measured, type ordersPerBatch } from "#bench/orders/arms.ts";
import type { killAndAskAgain } from "#bench/orders/kill.ts";
import type { Pgbench } from "#bench/orders/pgbench-arm.ts";
import type { Rounds, Unflushed } from "#bench/orders/rounds.ts";

type Findings = {
  rounds: Rounds;
  steady: Measured;
  known: Awaited<ReturnType<typeof ordersPerBatch>>;
  killed: Awaited<ReturnType<typeof killAndAskAgain>>;
  pgbench: Pgbench | null;
  unflushed: Unflushed | null;
};

const placed = ({ placedPerSecond }: Measured) => placedPerSecond;
const requests = ({ requestsPerSecond }: Measured) => requestsPerSecond;
const processor = ({ processorPerOrder }: Measured) => processorPerOrder;

/** Medians over the rounds. Against the baseline transactions it is the better of the two that counts. */
export function summarise({ rounds, steady, known, killed, pgbench, unflushed }: Findings): Outcome {
  const { ours, shipped, soldOut, noop, conditionalUpdate, rowLock } = rounds;
  const better = middle(conditionalUpdate, placed) >= middle(rowLock, placed) ? conditionalUpdate : rowLock;
  const naive = middle(better, placed);
  const quickest = middle(noop, requests);
  const sql = soldOut.flatMap(({ statements }) => statements);
  const plainSql = median(rounds.pgbench);
  return {
    ratios: {
      vs_naive_tx: rounded(middle(ours, placed) / naive),
      vs_pgbench_best: rounded(middle(ours, placed) / plainSql),
      vs_noop_post: rounded(middle(ours, requests) / quickest),
      cpu_per_order_vs_naive: rounded(middle(ours, processor) / middle(better, processor)),
      // What the way costs and takes may add a twentieth at most.
      cpu_per_order_shipped_vs_plain: rounded(middle(shipped, processor) / middle(ours, processor)),
      soldout_vs_noop: rounded(middle(soldOut, requests) / quickest),
    },
    figures: {
      orders_per_s: rounded(middle(ours, placed)),
      p99_ms: rounded(quantile(steady.fired.latencies, 0.99)),
      p99_ms_at_per_s: rounded(steady.requestsPerSecond),
      p50_ms: rounded(median(steady.fired.latencies)),
      in_flight: inFlight,
      orders_per_s_range: range(ours.map(placed)),
      orders_per_s_sessions_known: rounded(known.placedPerSecond),
      orders_per_batch: rounded(known.perBatch),
      cpu_us_per_order: rounded(middle(ours, processor)),
      orders_per_s_shipped: rounded(middle(shipped, placed)),
      cpu_us_per_order_shipped: rounded(middle(shipped, processor)),
      app_cpu_us_per_request: rounded(middle(ours, ({ appPerRequest }) => appPerRequest)),
      postgres_cpu_us_per_request: rounded(
        middle(ours, ({ processorPerRequest, appPerRequest }) => processorPerRequest - appPerRequest),
      ),
      naive_orders_per_s: rounded(naive),
      naive_orders_per_s_range: range(better.map(placed)),
      naive_cpu_us_per_order: rounded(middle(better, processor)),
      naive_conditional_update_per_s: rounded(middle(conditionalUpdate, placed)),
      naive_row_lock_per_s: rounded(middle(rowLock, placed)),
      pgbench_orders_per_s: rounded(plainSql),
      pgbench_orders_per_s_range: range(rounds.pgbench),
      pgbench_clients: pgbench?.clients ?? "no pgbench on this machine",
      noop_per_s: rounded(quickest),
      noop_per_s_range: range(noop.map(requests)),
      soldout_per_s: rounded(middle(soldOut, requests)),
      cpu_us_per_noop: rounded(middle(noop, ({ processorPerRequest }) => processorPerRequest)),
      cpu_us_per_soldout: rounded(middle(soldOut, ({ processorPerRequest }) => processorPerRequest)),
      soldout_sql: sql.length,
      ...(sql[0] === undefined ? {} : { soldout_sql_text: sql[0].slice(0, 120) }),
      ...(unflushed && { vs_naive_tx_without_flush: compareUnflushed(unflushed) }),
      unanswered_at_kill: killed.unanswered,
      generator_cores_ours: rounded(middle(ours, ({ fired }) => fired.generator)),
      generator_cores_noop: rounded(middle(noop, ({ fired }) => fired.generator)),
      generator_cores_soldout: rounded(middle(soldOut, ({ fired }) => fired.generator)),
    },
    faults: distinct([
      ...(unflushed ? [...unflushed.ours, ...unflushed.conditionalUpdate] : []),
      ...ours,
      ...shipped,
      ...soldOut,
      ...conditionalUpdate,
      ...rowLock,
      steady,
      known,
      killed,
    ]),
  };
}

function compareUnflushed({ ours, conditionalUpdate }: Unflushed) {
  return rounded(middle(ours, placed) / middle(conditionalUpdate, placed));
}

function middle<Arm>(arms: Arm[], of: (arm: Arm) => number): number {
  return median(arms.map(of));
}

function distinct(arms: { faults: string[] }[]): string[] {
  return [...new Set(arms.flatMap(({ faults }) => faults))];
}
