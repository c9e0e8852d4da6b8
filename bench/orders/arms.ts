import { z } from "zod";
import { type Fired, fireClosed, fireOpen } from "#bench/harness/fire.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition, countOrders } from "#bench/orders/audit.ts";
import { greetings, Shopping } from "#bench/orders/shopping.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

export const inFlight = 512;
const apiPath = "/api/preorders";
const soldOutStock = 64;
/** Longer than the slowest of the product's timers. */
const idleFor = 11_000;
const statementCounts = z.record(z.string(), z.number());

export type Measured = {
  requestsPerSecond: number;
  placedPerSecond: number;
  /** CPU microseconds of the app and Postgres for each accepted order. */
  processorPerOrder: number;
  /** The same for each answer, whatever it was. */
  processorPerRequest: number;
  /** The part of it that the answering process used; the rest is Postgres. */
  appPerRequest: number;
  fired: Fired;
  faults: string[];
};
export type Scene = { stage: Stage; app: App; baselines: App; buyers: SeededBuyer[] };
type Timed = Scene & { ms: number };

/** The product. With `perSecond` requests arrive at that rate; else each of 512 lines keeps one in flight. */
export async function sellOurs({
  stage,
  app,
  buyers,
  ms,
  perSecond,
  known = false,
  country = null,
}: Timed & { perSecond?: number; known?: boolean; country?: string | null }): Promise<Measured> {
  const edition = await stage.openEdition();
  await app.child.ask("openRoom", z.literal(true), edition.showId);
  if (!known) await app.child.tell("forgetSessions");
  const shopping = new Shopping({ buyers, path: apiPath, editionId: edition.editionId, country });
  const measured = await measure({ stage, app }, shopping, ms, perSecond);
  const refused = Object.entries(shopping.refused).map(([name, count]) => `${count} orders were answered ${name}`);
  const lost = shopping.unanswered.length > 0 ? [`${shopping.unanswered.length} lines were lost`] : [];
  const faults = [...refused, ...lost, ...shopping.faults, ...(await auditEdition(stage.db, edition, shopping.placed))];
  return { ...measured, faults };
}

/** The product in a shop with zones: every order names its country, and its fee and the days of its way are agreed with it. */
export async function sellShipped(timed: Timed): Promise<Measured> {
  const { db } = timed.stage;
  const fees = [0, 1000, 5000].map((fromGrams) => ({ currency: "CNY", fromGrams, feeMinor: 500n + BigInt(fromGrams) }));
  const zone = await db.shippingZone.create({
    data: { name: "The world", isRest: true, firstDays: 3, lastDays: 7, fees: { create: fees } },
  });
  try {
    return await sellOurs({ ...timed, country: "DE" });
  } finally {
    await db.shippingZone.delete({ where: { id: zone.id } });
  }
}

/** The baseline transactions, on an edition that nothing else sells. */
export async function sellNaively({ stage, baselines, buyers, ms, path }: Timed & { path: string }): Promise<Measured> {
  const edition = await stage.openEdition();
  await baselines.child.tell("forgetSessions");
  const shopping = new Shopping({ buyers, path, editionId: edition.editionId });
  const measured = await measure({ stage, app: baselines }, shopping, ms);
  const written = await countOrders(stage.db, edition.editionId);
  const refused = Object.entries(shopping.refused).map(([name, count]) => `${path}: ${count} answered ${name}`);
  const faults =
    written === shopping.placed ? refused : [...refused, `${path}: ${shopping.placed} told, ${written} written`];
  return { ...measured, faults };
}

/** The same requests to an endpoint that parses and answers. */
export function askNoop({ stage, baselines, buyers, ms }: Timed): Promise<Measured> {
  const shopping = new Shopping({ buyers, path: "/noop", editionId: crypto.randomUUID(), again: true });
  return measure({ stage, app: baselines }, shopping, ms);
}

/** The crowd after the last unit: new buyers whose sessions are known. `statements` is what they cost beyond `idle` work. */
export async function askSoldOut({
  stage,
  app,
  buyers,
  ms,
  idle,
}: Timed & { idle: Set<string> }): Promise<Measured & { statements: string[] }> {
  const edition = await stage.openEdition({ stock: soldOutStock });
  const { editionId } = edition;
  const [early, crowd] = [buyers.slice(0, soldOutStock + 8), buyers.slice(soldOutStock + 8, 20_000)];
  const rush = new Shopping({ buyers: early, path: apiPath, editionId, replayEvery: Number.POSITIVE_INFINITY });
  await measure({ stage, app }, rush, ms);
  await fire(app.port, greetings(crowd), 10_000);
  const shopping = new Shopping({ buyers: crowd, path: apiPath, editionId, again: true });
  await untilQuiet(app, idle);
  await app.child.tell("countStatements");
  const measured = await measure({ stage, app }, shopping, ms);
  const counts = await app.child.ask("statements", statementCounts);
  const statements = Object.entries(counts).flatMap(([text, count]) =>
    idle.has(text) ? [] : Array.from({ length: count }, () => text),
  );
  const faults = await auditEdition(stage.db, edition, soldOutStock);
  const strange = Object.keys(shopping.refused).filter((name) => name !== "409 sold_out");
  if (shopping.placed > 0 || strange.length > 0)
    faults.push(`after the last unit: ${shopping.placed} placed, ${strange.join(", ") || "nothing else"}`);
  return { ...measured, statements, faults };
}

/** The texts of the SQL that the product runs when nobody asks for anything. */
export async function watchIdle({ child }: App): Promise<Set<string>> {
  await child.tell("countStatements");
  await new Promise((resume) => setTimeout(resume, idleFor));
  return new Set(Object.keys(await child.ask("statements", statementCounts)));
}

/** What the orders before have set off, such as words to their buyers, is done. */
async function untilQuiet(app: App, idle: Set<string>) {
  for (let tries = 0; tries < 10; tries += 1) {
    if ([...(await watchIdle(app))].every((text) => idle.has(text))) return;
  }
}

/** Like `sellOurs` with known sessions, counting batches. Returns orders per SQL statement that placed them. */
export async function ordersPerBatch(scene: Timed): Promise<Measured & { perBatch: number }> {
  await fire(scene.app.port, greetings(scene.buyers), 20_000);
  await scene.app.child.tell("countStatements");
  const measured = await sellOurs({ ...scene, known: true });
  const counts = await scene.app.child.ask("statements", statementCounts);
  const batches = Object.entries(counts).find(([text]) => text.includes("place_preorders"))?.[1] ?? Number.NaN;
  return { ...measured, perBatch: measured.fired.requests / batches };
}

async function measure(
  { stage, app }: Pick<Scene, "stage" | "app">,
  shopping: Shopping,
  ms: number,
  perSecond?: number,
): Promise<Measured> {
  const before = stage.serverSeconds(app);
  const appBefore = await app.child.processorSeconds();
  const fired = await fire(app.port, shopping.next, ms, perSecond);
  const spent = stage.serverSeconds(app) - before;
  return {
    requestsPerSecond: fired.requests / fired.seconds,
    placedPerSecond: shopping.placed / fired.seconds,
    processorPerOrder: (spent / shopping.placed) * 1e6,
    processorPerRequest: (spent / fired.requests) * 1e6,
    appPerRequest: (((await app.child.processorSeconds()) - appBefore) / fired.requests) * 1e6,
    fired,
    faults: [],
  };
}

async function fire(port: number, next: Shopping["next"], ms: number, perSecond?: number): Promise<Fired> {
  const wires = await openWires({ port, count: inFlight });
  try {
    return perSecond ? await fireOpen({ wires, next, ms, perSecond }) : await fireClosed({ wires, next, ms });
  } finally {
    for (const wire of wires) wire.close();
  }
}
