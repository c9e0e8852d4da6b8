import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Bench, Outcome, Setting } from "#bench/harness/bench.ts";
import { fireClosed } from "#bench/harness/fire.ts";
import { type App, openStage, profileInto, type Stage } from "#bench/harness/stage.ts";
import { rounded } from "#bench/harness/statistics.ts";
import { closeViewers, openViewers, type Viewer } from "#bench/harness/viewers.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import { startOwnRedis } from "#lib/boot/cluster/own-redis.ts";
import { assertPortFree } from "#lib/boot/http/listen.ts";

const sizes = [1, 2, 4] as const;
const inFlight = 512;
const everyMs = 200;
const shape = ({ short }: Setting) =>
  short ? { viewers: 400, ms: 2000, buyers: 15_000 } : { viewers: 2000, ms: 6000, buyers: 40_000 };

/** One shop on one machine as one process, as two and as four: what they sell and send, and who has the cores meanwhile. */
export const cluster: Bench = {
  about: "orders and deliveries a second of one, two and four processes on one machine",
  steps: () => sizes.length * 3,
  run: measureCluster,
};

type Measured = {
  ordersPerSecond: number;
  deliveriesPerSecond: number;
  /** Cores in use while orders are sold, and while frames are sent. */
  selling: Cores;
  sending: Cores;
  faults: string[];
};
type Cores = { apps: number; postgres: number; generator: number };

async function measureCluster(setting: Setting): Promise<Outcome> {
  const stage = await openStage();
  const folder = mkdtempSync(join(tmpdir(), "launchroom-bench-redis-"));
  try {
    const redis = await startOwnRedis({ folder, port: await freePort() });
    try {
      const found = new Map<number, Measured>();
      for (const size of sizes) found.set(size, await measureSize({ stage, redisUrl: redis.url, size, setting }));
      return summarise(found);
    } finally {
      await redis.stop();
    }
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Arm = { stage: Stage; redisUrl: string; size: number; setting: Setting };

async function measureSize({ stage, redisUrl, size, setting }: Arm): Promise<Measured> {
  const { progress, profile } = setting;
  const { viewers: count, ms, buyers } = shape(setting);
  progress.step(`${size} of a cluster: starting`);
  const settings = { REDIS_URL: redisUrl, DATA_DIR_SHARED: "true", AUTH_SECRET: stage.secret };
  const apps: App[] = [];
  // One after the other: the first finds the database as it is, and each takes its place in the leases.
  for (let index = 0; index < size; index += 1) apps.push(await stage.startApp(size === 1 ? {} : settings));
  try {
    progress.step(`${size} of a cluster: orders`);
    const sold = await sell({ stage, apps, ms, buyers: await stage.writeBuyers(buyers) });
    progress.step(`${size} of a cluster: frames to ${count} viewers`);
    const sent = await send({ stage, apps, ms, count });
    const [first] = apps;
    if (first)
      await profileInto(profile, `cluster-${size}`, first, async () =>
        sell({ stage, apps, ms, buyers: await stage.writeBuyers(buyers) }),
      );
    return {
      ordersPerSecond: sold.perSecond,
      deliveriesPerSecond: sent.perSecond,
      selling: sold.cores,
      sending: sent.cores,
      faults: sold.faults,
    };
  } finally {
    for (const { child } of apps) await child.kill();
  }
}

/** 512 lines over all processes, each with one order in flight, all for one edition. */
async function sell({ stage, apps, ms, buyers }: Pick<Arm, "stage"> & { apps: App[]; ms: number; buyers: Buyers }) {
  const edition = await stage.openEdition();
  for (const { child } of apps) await child.ask("openRoom", z.literal(true), edition.showId);
  const shopping = new Shopping({ buyers, path: "/api/preorders", editionId: edition.editionId });
  const share = Math.ceil(inFlight / apps.length);
  const wires = (await Promise.all(apps.map(({ port }) => openWires({ port, count: share })))).flat();
  const spent = await spending({ stage, apps });
  const fired = await fireClosed({ wires, next: shopping.next, ms });
  for (const wire of wires) wire.close();
  const refused = Object.entries(shopping.refused).map(([name, times]) => `${times} orders were answered ${name}`);
  const audited = await auditEdition(stage.db, edition, shopping.placed);
  return {
    perSecond: shopping.placed / fired.seconds,
    cores: { ...(await spent(fired.seconds)), generator: fired.generator },
    faults: [...shopping.faults, ...refused, ...audited],
  };
}

type Buyers = Awaited<ReturnType<Stage["writeBuyers"]>>;

/** One busy room whose viewers sit in all processes. */
async function send({ stage, apps, ms, count }: Pick<Arm, "stage"> & { apps: App[]; ms: number; count: number }) {
  const edition = await stage.openEdition();
  const share = Math.ceil(count / apps.length);
  const crowds: Viewer[][] = [];
  for (const { port } of apps) crowds.push(await openViewers({ port, showId: edition.showId, count: share }));
  const viewers = crowds.flat();
  await apps[0]?.child.tell("playEvents", { ...edition, everyMs, events: 20 });
  await untilHeard(crowds);
  const spent = await spending({ stage, apps });
  const before = framesOf(viewers);
  const own = process.cpuUsage();
  const started = performance.now();
  await new Promise((resume) => setTimeout(resume, ms));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const perSecond = (framesOf(viewers) - before) / seconds;
  const cores = { ...(await spent(seconds)), generator: (user + system) / 1e6 / seconds };
  await apps[0]?.child.tell("stopEvents");
  closeViewers(viewers);
  return { perSecond, cores };
}

/** A new room has a leader within moments; frames go everywhere from then on. */
async function untilHeard(crowds: Viewer[][]): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (crowds.some((crowd) => framesOf(crowd) === 0)) {
    if (performance.now() > deadline) throw new Error("the viewers of a process hear nothing");
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

const framesOf = (viewers: Viewer[]) => viewers.reduce((sum, { frames }) => sum + frames, 0);

/** From now on; gives the cores that the processes and Postgres had, over so many seconds. */
async function spending({ stage, apps }: { stage: Stage; apps: App[] }) {
  const ofApps = async () => {
    const each = await Promise.all(apps.map(({ child }) => child.processorSeconds()));
    return each.reduce((sum, seconds) => sum + seconds, 0);
  };
  const before = { apps: await ofApps(), postgres: stage.postgresSeconds() };
  return async (seconds: number) => ({
    apps: ((await ofApps()) - before.apps) / seconds,
    postgres: (stage.postgresSeconds() - before.postgres) / seconds,
  });
}

function summarise(found: Map<number, Measured>): Outcome {
  const figures: Outcome["figures"] = {};
  for (const [size, { ordersPerSecond, deliveriesPerSecond, selling, sending }] of found) {
    figures[`orders_per_s_${size}`] = rounded(ordersPerSecond);
    figures[`deliveries_per_s_${size}`] = rounded(deliveriesPerSecond);
    figures[`deliveries_per_app_cpu_s_${size}`] = rounded(deliveriesPerSecond / sending.apps);
    for (const [name, cores] of Object.entries(selling)) figures[`selling_${name}_cores_${size}`] = rounded(cores);
    for (const [name, cores] of Object.entries(sending)) figures[`sending_${name}_cores_${size}`] = rounded(cores);
  }
  const over = (size: number, of: (each: Measured) => number) => {
    const [one, many] = [found.get(1), found.get(size)];
    return one && many ? rounded(of(many) / of(one)) : null;
  };
  const deliveries = ({ deliveriesPerSecond }: Measured) => deliveriesPerSecond;
  const orders = ({ ordersPerSecond }: Measured) => ordersPerSecond;
  return {
    ratios: {
      orders_2_vs_1: over(2, orders),
      orders_4_vs_1: over(4, orders),
      deliveries_2_vs_1: over(2, deliveries),
      deliveries_4_vs_1: over(4, deliveries),
    },
    figures,
    faults: [...found].flatMap(([size, { faults }]) => faults.map((fault) => `${size} processes: ${fault}`)),
  };
}

async function freePort(): Promise<number> {
  for (let port = 21_000; port < 22_000; port += 1) {
    const isFree = await assertPortFree({ port, host: "127.0.0.1" }).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  throw new Error("no port between 21000 and 22000 is free");
}
