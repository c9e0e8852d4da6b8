import { resolve } from "node:path";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { openStage, profileInto } from "#bench/harness/stage.ts";
import { quantile, rounded } from "#bench/harness/statistics.ts";
import { askByOrder, rush, type Told } from "#bench/stampede/crowd.ts";
import { type Drawn, draw } from "#bench/stampede/line.ts";
import { ordersPerSecond, type Sale, sell, stepSeconds } from "#bench/stampede/sale.ts";

const sizeOf = ({ short, full }: Setting) => {
  if (full) return { seconds: 180, buyers: 20_000, units: 500 };
  return short ? { seconds: 10, buyers: 1000, units: 25 } : { seconds: 20, buyers: 5000, units: 125 };
};

/** What a launch has to survive: 200,000 orders in three minutes, and twenty thousand people who want five hundred units at once. */
export const stampede: Bench = {
  about:
    "1,111 orders a second on one edition with deposits; a crowd that wants few units at one moment, and one that waits in line",
  steps: (setting) => 4 + Math.floor(sizeOf(setting).seconds / stepSeconds),
  run: measureStampede,
};

async function measureStampede(setting: Setting): Promise<Outcome> {
  const { progress, profile } = setting;
  const { seconds, buyers: count, units } = sizeOf(setting);
  progress.step("database, app and buyers");
  const stage = await openStage();
  try {
    const app = await stage.startApp();
    // What runs often is compiled before it counts, as it is in a process that has been up for a while.
    const crowd = await stage.writeBuyers(count);
    await rush({ stage, app, buyers: crowd.slice(0, 1000), units: 500, ask: askByOrder });
    progress.step(`selling: 0 of ${seconds} s`);
    const sale = await sell({ stage, app, seconds, progress });
    progress.step(`${count} buyers, ${units} units`);
    const told = await rush({ stage, app, buyers: crowd, units, ask: askByOrder });
    await profileInto(profile, "crowd", app, () => rush({ stage, app, buyers: crowd, units, ask: askByOrder }));
    progress.step(`${count} in line for ${units} units`);
    const drawn = await draw({
      stage,
      app,
      buyers: crowd,
      units,
      profile: profile && resolve(profile, "line.cpuprofile"),
    });
    return summarise({ sale, told, drawn, count, units });
  } finally {
    await stage.close();
  }
}

type Findings = { sale: Sale; told: Told; drawn: Drawn; count: number; units: number };

function summarise({ sale, told, drawn, count, units }: Findings): Outcome {
  const { fired, placed, till } = sale;
  const asked = placed / fired.seconds / ordersPerSecond;
  return {
    ratios: { orders_kept_up: rounded(asked) },
    figures: {
      seconds: rounded(fired.seconds),
      orders_per_s: rounded(placed / fired.seconds),
      orders: placed,
      p50_ms: rounded(quantile(fired.latencies, 0.5)),
      p99_ms: rounded(quantile(fired.latencies, 0.99)),
      slowest_ms: rounded(Math.max(...tail(fired.latencies))),
      deposits: till.paid,
      deposit_p50_ms: rounded(quantile(till.latencies, 0.5)),
      deposit_p99_ms: rounded(quantile(till.latencies, 0.99)),
      app_cores: rounded(sale.appShare),
      crowd: count,
      crowd_units: units,
      crowd_won_ms: rounded(Math.max(...told.won)),
      crowd_losers_told_ms: rounded(quantile(told.lost, 1)),
      crowd_losers_p50_ms: rounded(quantile(told.lost, 0.5)),
      line_watched: drawn.watched,
      line_joined_per_s: rounded(drawn.joined),
      line_won_ms: rounded(Math.max(...drawn.won)),
      line_losers_told_ms: rounded(quantile(drawn.lost, 1)),
      line_app_us_each: rounded((drawn.processor * 1e6) / drawn.watched),
      line_losers_p50_ms: rounded(quantile(drawn.lost, 0.5)),
      crowd_sent_away: told.sentAway,
      generator_cores: rounded(fired.generator),
    },
    faults: [...sale.faults, ...told.faults, ...drawn.faults],
  };
}

/** The slowest hundredth, so that no call gets hundreds of thousands of arguments. */
function tail(latencies: number[]): number[] {
  return latencies.toSorted((a, b) => b - a).slice(0, 100);
}
