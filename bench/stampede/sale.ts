import { z } from "zod";
import { type Fired, fireOpen } from "#bench/harness/fire.ts";
import type { Progress } from "#bench/harness/progress.ts";
import type { App, Stage } from "#bench/harness/stage.ts";
import { openWires } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import { Till } from "#bench/stampede/till.ts";

/** 200,000 orders in three minutes. */
export const ordersPerSecond = 1111;
export const stepSeconds = 5;
const replayEvery = 10;
const payerEvery = 10;
const lines = 1000;
const tillLines = 32;

export type Sale = { fired: Fired; placed: number; till: Till; appShare: number; faults: string[] };

/** Orders arrive at a fixed rate for so long; a tenth of them are repeats, and every tenth buyer pays at once. */
export async function sell({
  stage,
  app,
  seconds,
  progress,
}: {
  stage: Stage;
  app: App;
  seconds: number;
  progress: Progress;
}): Promise<Sale> {
  const buyers = await stage.writeBuyers(Math.ceil(ordersPerSecond * seconds * 1.02));
  const edition = await stage.openEdition();
  await app.child.ask("openRoom", z.literal(true), edition.showId);
  const wires = await openWires({ port: app.port, count: lines });
  const tillWires = await openWires({ port: app.port, count: tillLines });
  const till = new Till(tillWires);
  const shopping = new Shopping({ buyers, path: "/api/preorders", editionId: edition.editionId, replayEvery });
  shopping.onPlaced = (buyer, receipt) => {
    if (shopping.placed % payerEvery === 0) till.pay({ buyer, orderId: orderIdIn(receipt) });
  };
  let passed = 0;
  const clock = setInterval(() => {
    passed += stepSeconds;
    progress.step(`selling: ${passed} of ${seconds} s, ${shopping.placed} placed, ${till.paid} paid`);
  }, stepSeconds * 1000);
  const before = await app.child.processorSeconds();
  const perSecond = (ordersPerSecond * replayEvery) / (replayEvery - 1);
  const fired = await fireOpen({ wires, next: shopping.next, ms: seconds * 1000, perSecond });
  const appShare = ((await app.child.processorSeconds()) - before) / fired.seconds;
  clearInterval(clock);
  await till.empty();
  for (const wire of [...wires, ...tillWires]) wire.close();
  const faults = [
    ...shopping.faults,
    ...Object.entries(shopping.refused).map(([name, count]) => `${count} orders were answered ${name}`),
    ...Object.entries(till.refused).map(([name, count]) => `${count} deposits were answered ${name}`),
    ...(await auditEdition(stage.db, edition, shopping.placed)),
    ...(await auditDeposits(stage, edition, till.paid)),
  ];
  return { fired, placed: shopping.placed, till, appShare, faults };
}

function orderIdIn(receipt: string): string {
  return /"id":"([0-9a-f-]{36})"/.exec(receipt)?.[1] ?? "";
}

async function auditDeposits(
  { db }: Stage,
  { editionId, depositMinor }: { editionId: string; depositMinor: number },
  paid: number,
): Promise<string[]> {
  const { _count, _sum } = await db.preorder.aggregate({
    where: { editionId, state: "RESERVED" },
    _count: true,
    _sum: { paidMinor: true },
  });
  const agrees = _count === paid && Number(_sum.paidMinor ?? 0) === paid * depositMinor;
  return agrees ? [] : [`${paid} buyers were told that they paid, ${_count} orders hold ${_sum.paidMinor} in deposits`];
}
