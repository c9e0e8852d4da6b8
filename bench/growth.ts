import { expiry } from "#bench/growth/expiry.ts";
import { storm } from "#bench/growth/storm.ts";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { fireClosed } from "#bench/harness/fire.ts";
import { type App, openStage, type Stage } from "#bench/harness/stage.ts";
import { quantile, rounded } from "#bench/harness/statistics.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

const sizeOf = ({ short }: Setting) => (short ? { buyers: 5000, seconds: 5 } : { buyers: 50_000, seconds: 25 });

/** What a launch leaves behind: an edition that very many ordered, sold out, and very many holds that nobody paid for. */
export const growth: Bench = {
  about: "a sold-out edition that 50,000 hold: a crowd that keeps asking, and all the holds that run out at one moment",
  steps: () => 4,
  run: measureGrowth,
};

async function measureGrowth(setting: Setting): Promise<Outcome> {
  const { progress } = setting;
  const { buyers: count, seconds } = sizeOf(setting);
  progress.step("database, app and buyers");
  const stage = await openStage();
  try {
    const app = await stage.startApp();
    const buyers = await stage.writeBuyers(count);
    const edition = await stage.openEdition({ stock: count });
    progress.step(`${count} orders`);
    const { orders, faults } = await sellOut(stage, app, buyers, edition.editionId);
    faults.push(...(await auditEdition(stage.db, edition, count)));
    progress.step(`a crowd asks for ${seconds} s while units come back`);
    const stormy = await storm({ stage, app, edition, orders, seconds });
    progress.step("all holds run out");
    const ended = await expiry({ stage, app, edition });
    return {
      ratios: {},
      figures: {
        orders: count,
        storm_requests_per_s: rounded(stormy.fired.requests / stormy.fired.seconds),
        storm_p99_ms: rounded(quantile(stormy.fired.latencies, 0.99)),
        storm_loop_p99_ms: rounded(stormy.loop.p99),
        storm_loop_max_ms: rounded(stormy.loop.max),
        storm_units_returned: stormy.returned,
        storm_reads_of_buyers: stormy.reads,
        holds_expired: ended.expired,
        expiry_s: rounded(ended.seconds),
        orders_beside_per_s: rounded(ended.fired.requests / ended.fired.seconds),
        orders_beside_p99_ms: rounded(quantile(ended.fired.latencies, 0.99)),
      },
      faults: [...faults, ...stormy.faults, ...ended.faults],
    };
  } finally {
    await stage.close();
  }
}

export type Placed = { buyer: SeededBuyer; orderId: string };

async function sellOut({ db }: Stage, { port }: App, buyers: SeededBuyer[], editionId: string) {
  const wires = await openWires({ port, count: 256 });
  const orders: Placed[] = [];
  const shopping = new Shopping({ buyers, path: "/api/preorders", editionId });
  shopping.onPlaced = (buyer, receipt) => {
    orders.push({ buyer, orderId: /"id":"([0-9a-f-]{36})"/.exec(receipt)?.[1] ?? "" });
  };
  await fireClosed({ wires, next: shopping.next, ms: 300_000 });
  for (const wire of wires) wire.close();
  await db.$executeRaw`VACUUM ANALYZE preorder`;
  return { orders, faults: shopping.faults };
}
