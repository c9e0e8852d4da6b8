import { z } from "zod";
import type { Progress } from "#bench/harness/progress.ts";
import { quantile } from "#bench/harness/statistics.ts";
import { sellOurs } from "#bench/orders/arms.ts";
import { type Delivery, pulled } from "#bench/video/segment-delivery.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

const viewers = 300;
const perSecond = 1000;

type Arm = { p50: number[]; p99: number[]; megabits: number[]; cores: number[] };

/** Milliseconds from the moment an order was due to its answer, at a fixed rate of orders. */
export type OrdersBeside = { alone: Arm; watched: Arm; viewers: number; perSecond: number; faults: string[] };

type Beside = Delivery & { buyers: SeededBuyer[]; rounds: number; ms: number; progress: Progress };

/** A thousand orders a second while 300 viewers of the same process watch at 2.5 Mbit/s each, against none watching. */
export async function sellBesideVideo({ buyers, rounds, ms, progress, ...delivery }: Beside): Promise<OrdersBeside> {
  const result: OrdersBeside = { alone: newArm(), watched: newArm(), viewers, perSecond, faults: [] };
  const arms = [
    async () => {
      progress.step("orders alone");
      await sell(result.alone);
    },
    async () => {
      progress.step(`orders while ${viewers} watch`);
      const watching = delivery.crowd.ask("watch", pulled, {
        ...{ port: delivery.app.port, path: `/media/${delivery.showId}`, lines: viewers, ms: ms + 1500 },
      });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await sell(result.watched);
      const { bytes, seconds, failed } = await watching;
      result.watched.megabits.push((bytes * 8) / seconds / 1e6);
      if (failed > 0) result.faults.push(`${failed} pieces of video were refused`);
    },
  ];
  await sell(newArm());
  for (let round = 0; round < rounds; round += 1) {
    for (const play of round % 2 === 0 ? arms : arms.toReversed()) await play();
  }
  return result;

  async function sell(arm: Arm): Promise<void> {
    const before = await delivery.app.child.ask("processorSeconds", z.number());
    const started = performance.now();
    const sold = await sellOurs({ ...delivery, baselines: delivery.bare, buyers, ms, perSecond });
    const seconds = (performance.now() - started) / 1000;
    arm.p50.push(quantile(sold.fired.latencies, 0.5));
    arm.p99.push(quantile(sold.fired.latencies, 0.99));
    arm.cores.push(((await delivery.app.child.ask("processorSeconds", z.number())) - before) / seconds);
    result.faults.push(...sold.faults);
  }
}

function newArm(): Arm {
  return { p50: [], p99: [], megabits: [], cores: [] };
}
