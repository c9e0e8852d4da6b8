import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { openStage, profileInto } from "#bench/harness/stage.ts";
import { median } from "#bench/harness/statistics.ts";
import { askSoldOut, ordersPerBatch, type Scene, sellOurs, watchIdle } from "#bench/orders/arms.ts";
import { killAndAskAgain } from "#bench/orders/kill.ts";
import { clientCounts, findBestPgbench } from "#bench/orders/pgbench-arm.ts";
import { armsInRound, playRounds, playUnflushed, unflushedSteps, warmUp } from "#bench/orders/rounds.ts";
import { summarise } from "#bench/orders/summary.ts";

const sizeOf = ({ short, full }: Setting) =>
  short ? { rounds: 2, ms: 1200, buyers: 15_000 } : { rounds: full ? 10 : 4, ms: 2500, buyers: 40_000 };

/** One hot edition: the product against the transactions people write, plain SQL from pgbench, and an endpoint that does nothing. */
export const orders: Bench = {
  about: "orders per second on one edition, under replays, after the last unit, and across a kill",
  steps: (setting) =>
    sizeOf(setting).rounds * armsInRound + clientCounts.length + 5 + (setting.full ? unflushedSteps : 0),
  run: measureOrders,
};

async function measureOrders(setting: Setting): Promise<Outcome> {
  const { progress, profile, full } = setting;
  const { rounds: count, ms, buyers } = sizeOf(setting);
  progress.step("database, app and buyers");
  const stage = await openStage();
  try {
    const app = await stage.startApp();
    const baselines = await stage.startBaselines();
    const scene: Scene = { stage, app, baselines, buyers: await stage.writeBuyers(buyers) };
    progress.step("warm-up");
    await warmUp(scene);
    const watching = watchIdle(app);
    const pgbench = await findBestPgbench({ stage, progress, seconds: full ? 4 : 1 });
    const idle = await watching;
    const rounds = await playRounds({ scene, count, ms, idle, pgbench, progress });

    progress.step("latency at 70 % of the peak");
    const peak = median(rounds.ours.map(({ requestsPerSecond }) => requestsPerSecond));
    const steady = await sellOurs({ ...scene, ms: ms * 1.5, perSecond: peak * 0.7 });
    progress.step("sessions known");
    const known = await ordersPerBatch({ ...scene, ms });
    progress.step("kill, start, ask again");
    await profileInto(profile, "orders", app, () => sellOurs({ ...scene, ms }));
    await profileInto(profile, "soldout", app, () => askSoldOut({ ...scene, ms, idle }));
    const unflushed = full ? await playUnflushed({ scene, ms, progress }) : null;
    await app.child.kill();
    const killed = await killAndAskAgain({ ...scene, app: await stage.startApp() });
    return summarise({ rounds, steady, known, killed, pgbench, unflushed });
  } finally {
    await stage.close();
  }
}
