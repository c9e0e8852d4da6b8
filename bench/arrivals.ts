import { z } from "zod";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { Child } from "#bench/harness/child.ts";
import { fireOpen } from "#bench/harness/fire.ts";
import { type App, openStage, type Stage } from "#bench/harness/stage.ts";
import { quantile, rounded } from "#bench/harness/statistics.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";

const sizeOf = ({ short, full }: Setting) =>
  short ? { count: 1000, ms: 10_000 } : { count: full ? 15_000 : 10_000, ms: 60_000 };
const ordersPerSecond = 300;
const orderLines = 300;
const came = z.object({
  pages: z.array(z.number()),
  entered: z.array(z.number()),
  faults: z.record(z.string(), z.number()),
  frames: z.number(),
  generator: z.number(),
});

/** A crowd at the door: its pages and sockets while others buy. */
export const arrivals: Bench = {
  about: "10,000 people open a show's page and stay in its room within a minute, beside 300 orders a second",
  steps: () => 4,
  run: measureArrivals,
};

async function measureArrivals(setting: Setting): Promise<Outcome> {
  const { progress } = setting;
  const { count, ms } = sizeOf(setting);
  progress.step("pages, database and app");
  const stage = await openStage();
  const crowd = new Child("arms/arrivals-main.ts");
  try {
    const app = await stage.startPages();
    const edition = await stage.openEdition();
    await app.child.ask("openRoom", z.literal(true), edition.showId);
    const door = { port: app.port, path: `/shows/${edition.sku.toLowerCase()}`, showId: edition.showId };
    progress.step("what a viewer costs the database");
    const statements = await countPerViewer(app, crowd, door);
    progress.step(`${count} people in ${ms / 1000} s, ${ordersPerSecond} orders a second`);
    const buyers = await stage.writeBuyers(Math.ceil((ordersPerSecond * ms * 1.1) / 1000));
    const shopping = new Shopping({ buyers, path: "/api/preorders", editionId: edition.editionId });
    const wires = await openWires({ port: app.port, count: orderLines });
    const before = await app.child.processorSeconds();
    const [arrived, fired] = await Promise.all([
      crowd.ask("arrive", came, { ...door, count, ms }),
      fireOpen({ wires, next: shopping.next, ms, perSecond: ordersPerSecond }),
    ]);
    const spent = (await app.child.processorSeconds()) - before;
    for (const wire of wires) wire.close();
    const faults = [...(await faultsOf(stage, edition, shopping)), ...perViewerFault(statements)];
    return summarise({ arrived, latencies: fired.latencies, placed: shopping.placed, spent, ms, statements, faults });
  } finally {
    await crowd.kill();
    await stage.close();
  }
}

type Door = { port: number; path: string; showId: string };

/** SQL statements that each further viewer of a warm room causes: the page, and the line into the room. */
async function countPerViewer({ child }: App, crowd: Child, door: Door): Promise<number> {
  await crowd.ask("arrive", came, { ...door, count: 50, ms: 2000 });
  const few = await count(50);
  const many = await count(850);
  await crowd.tell("leave");
  return (many - few) / 800;

  async function count(people: number): Promise<number> {
    await child.tell("countStatements");
    await crowd.ask("arrive", came, { ...door, count: people, ms: 4000 });
    const counts = await child.ask("statements", z.record(z.string(), z.number()));
    return Object.values(counts).reduce((sum, each) => sum + each, 0);
  }
}

/** A rendering more or less falls into the time of the larger crowd. */
function perViewerFault(statements: number): string[] {
  return statements > 0.05 ? [`each viewer costs ${statements} statements`] : [];
}

async function faultsOf({ db }: Stage, edition: OpenEdition, shopping: Shopping): Promise<string[]> {
  const refused = Object.entries(shopping.refused).map(([name, count]) => `${count} orders were answered ${name}`);
  return [...shopping.faults, ...refused, ...(await auditEdition(db, edition, shopping.placed))];
}

type Findings = {
  arrived: z.infer<typeof came>;
  latencies: number[];
  placed: number;
  spent: number;
  ms: number;
  statements: number;
  faults: string[];
};

function summarise({ arrived, latencies, placed, spent, ms, statements, faults }: Findings): Outcome {
  const { pages, entered, frames, generator } = arrived;
  return {
    ratios: {},
    figures: {
      arrived: entered.length,
      page_p50_ms: rounded(quantile(pages, 0.5)),
      page_p99_ms: rounded(quantile(pages, 0.99)),
      page_slowest_ms: rounded(quantile(pages, 1)),
      entered_p99_ms: rounded(quantile(entered, 0.99)),
      order_p50_ms: rounded(quantile(latencies, 0.5)),
      order_p99_ms: rounded(quantile(latencies, 0.99)),
      orders: placed,
      frames,
      statements_per_viewer: rounded(statements),
      app_cores: rounded((spent * 1000) / ms),
      generator_cores: rounded(generator),
    },
    faults: [...faults, ...Object.entries(arrived.faults).map(([said, count]) => `${count} × ${said}`)],
  };
}
