import { setTimeout as sleep } from "node:timers/promises";
import { audit } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { countDeposits, settleDeposits } from "#tests/faults/deposits.ts";
import { mixedPlans, promptPlans } from "#tests/faults/plans.ts";
import type { Report } from "#tests/faults/scenario.ts";
import type { Shop } from "#tests/faults/shop.ts";

export type Trade = {
  buyers: number;
  perSecond: number;
  /** Units of the scarce edition. */
  scarce: number;
  /** Cards that are slow, webhooks that are lost, money that comes too late: it takes a while until all that is settled. */
  isPatient: boolean;
};

/**
 * A steady day in the shop: people order, pay, cancel and are told sold out while `disturb` does its worst and returns
 * the moments at which each fault was over. Then everything is settled, audited and asked again.
 */
export async function tradeWhile(
  shop: Shop,
  { buyers, perSecond, scarce, isPatient }: Trade,
  disturb: (crowd: Crowd) => Promise<number[]>,
): Promise<Report> {
  const plenty = await shop.openEdition({ stock: 1_000_000, perPersonLimit: 20 });
  const rare = await shop.openEdition({ stock: scarce, perPersonLimit: 2 });
  const wares = { plenty: plenty.editionId, scarce: rare.editionId, db: shop.db };
  const crowd = new Crowd({
    doors: shop.doors.map(({ http }) => http),
    buyers: await shop.buyers(buyers),
    plans: isPatient ? mixedPlans(wares) : promptPlans(wares),
  });
  const pace = await choosePace(crowd, perSecond);
  crowd.open(pace);
  await sleep(500);
  const over = await disturb(crowd);
  await sleep(1000);
  await crowd.close();
  const violations = await settleDeposits(shop);
  const firstSuccessMs = firstSaleAfter(over, crowd.sales);
  const report = await audit(shop, crowd, { faults: over.length, firstSuccessMs });
  return {
    ...report,
    notes: { ...report.notes, customersPerSecond: Math.round(pace), ...(await countDeposits(shop)) },
    violations: [...violations, ...report.violations],
  };
}

const trial = 100;

/** No more than a third of what this machine serves with ease: a fault is to be seen, not an overload. */
async function choosePace(crowd: Crowd, wanted: number): Promise<number> {
  await crowd.few(trial);
  const started = performance.now();
  await crowd.few(trial);
  return Math.min(wanted, (trial * 1000) / (performance.now() - started) / 3);
}

/** The longest time from the end of a fault to the next order that was accepted; null when nothing was sold after one. */
export function firstSaleAfter(ends: number[], sales: number[]): number | null {
  const waits = ends.map((end) => Math.min(...sales.filter((sale) => sale > end).map((sale) => sale - end)));
  const longest = Math.max(...waits);
  return Number.isFinite(longest) ? Math.round(longest) : null;
}
