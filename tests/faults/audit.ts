import { setTimeout as sleep } from "node:timers/promises";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import type { Crowd, Told } from "#tests/faults/customers.ts";
import type { Report } from "#tests/faults/scenario.ts";
import type { Shop } from "#tests/faults/shop.ts";
import type { AppProcess } from "#tests/support/app-process.ts";
import { findBookFaults } from "#tests/support/book-faults.ts";
import type { Answer } from "#tests/support/http.ts";

type Row = { id: string; userId: string; key: string; sku: string; quantity: number; isLive: boolean };
type Stock = { sku: string; units: number; available: number; taken: number };

/** Holds what customers were told against what the books say, and asks every accepted order once more with its key. */
export async function audit(shop: Shop, crowd: Crowd, facts: Partial<Report> = {}): Promise<Report> {
  const { db, shelf } = shop;
  const skus = shelf.map(({ sku }) => sku);
  const rows = await db.$queryRaw<Row[]>`
    SELECT id::text, user_id::text AS "userId", idem_key AS key, sku, qty AS quantity, state NOT IN ('EXPIRED', 'CANCELLED') AS "isLive"
    FROM audit_orders WHERE sku = ANY (${skus}::text[])`;
  const stocks = await db.$queryRaw<Stock[]>`
    SELECT sku, initial + adjusted AS units, available, held + sold AS taken FROM audit_stock WHERE sku = ANY (${skus}::text[])`;

  const acked = crowd.acked.map((told) => ({ ...told, receipt: preorderReceipt.parse(told.answer.body) }));
  const promised = new Map(acked.map(({ receipt, buyer, errand }) => [receipt.id, `${buyer.id} ${errand.key}`]));
  const kept = new Set(
    rows.filter(({ id, userId, key }) => promised.get(id) === `${userId} ${key}`).map(({ id }) => id),
  );
  const unheard = new Set(crowd.unheard.map(({ key }) => key));
  const live = (sku: string) =>
    sum(rows.filter((row) => row.sku === sku && row.isLive).map(({ quantity }) => quantity));

  const report: Report = {
    faults: 0,
    requests: crowd.requests,
    acked: acked.length,
    lost: promised.size - kept.size,
    doubled: rows.filter(({ id, key }) => !kept.has(id) && !unheard.has(key)).length,
    oversold: sum(stocks.map(({ sku, units }) => Math.max(0, live(sku) - units))),
    stranded: sum(stocks.map(({ sku, units, available }) => Math.max(0, units - available - live(sku)))),
    maxMs: crowd.maxMs,
    firstSuccessMs: null,
    notes: { answers: tally(crowd.statuses), longest: crowd.longest, generatorLagMs: crowd.lagMs },
    violations: [],
    ...facts,
  };
  report.violations.push(
    ...(report.lost > 0 ? [`${report.lost} accepted orders are not in the books`] : []),
    ...(report.doubled > 0 ? [`${report.doubled} orders are in the books that nobody was told of`] : []),
    ...(report.oversold > 0 ? [`${report.oversold} units are oversold`] : []),
    ...(report.stranded > 0 ? [`${report.stranded} units are stranded`] : []),
    ...(promised.size < acked.length ? [`${acked.length} orders were accepted under ${promised.size} ids`] : []),
    ...(crowd.unheard.length > 0 ? [`${crowd.unheard.length} customers never got an answer`] : []),
    ...[...crowd.oddities].map(([what, times]) => `${times} × ${what}`),
    ...findGreedy(shop, rows),
    ...(await findBookFaults(db)),
    ...(await replayAll(shop, crowd.acked)),
    ...findComplaints(shop),
  );
  return report;
}

/** Buyers with more units than the edition allows one person. */
function findGreedy({ shelf }: Shop, rows: Row[]): string[] {
  return shelf.flatMap(({ sku, perPersonLimit }) => {
    const units = new Map<string, number>();
    for (const { userId, quantity } of rows.filter((row) => row.sku === sku && row.isLive))
      units.set(userId, (units.get(userId) ?? 0) + quantity);
    const greedy = [...units.values()].filter((count) => count > perPersonLimit).length;
    return greedy > 0 ? [`${greedy} buyers have more than ${perPersonLimit} of ${sku}`] : [];
  });
}

const atOnce = 100;

/** Every accepted key, sent once more to any server, is answered byte for byte as it was. */
export async function replayAll({ doors }: Pick<Shop, "doors">, acked: Told[]): Promise<string[]> {
  const waiting = acked.map((told, index) => ({ told, door: doors[index % doors.length] }));
  const different: string[] = [];
  await Promise.all(Array.from({ length: atOnce }, replayNext));
  return different.length > 0 ? [`${different.length} replays were answered otherwise, such as ${different[0]}`] : [];

  async function replayNext(): Promise<void> {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { answer } = next.told;
      const again = await askAgain(next.told, next.door);
      if (again?.status !== answer.status || again.text !== answer.text)
        different.push(`${answer.status} ${answer.text} then ${again?.status} ${again?.text}`);
    }
  }
}

async function askAgain({ errand, buyer }: Told, door: AppProcess | undefined): Promise<Answer | undefined> {
  const call = { cookie: buyer.cookie, key: errand.key, body: errand.body };
  const answer = await door?.http("POST", errand.path, call).catch(() => undefined);
  if (answer?.status !== 429 && answer?.status !== 503) return answer;
  await sleep(1000);
  return askAgain({ errand, buyer, answer }, door);
}

const complaint = /request failed|socket event failed|uncaught|unhandled/i;

/** A server that ended by itself, or logged a bug. */
function findComplaints({ doors }: Shop): string[] {
  return doors.flatMap((door) => {
    const complaints = door
      .logged()
      .split("\n")
      .filter((line) => complaint.test(line));
    return [
      ...(door.ended() === undefined ? [] : [`a server has ended with ${door.ended()}: ${door.logged().slice(-3000)}`]),
      ...(complaints.length > 0
        ? [`a server logged ${complaints.length} bugs, such as ${complaints[0]?.slice(0, 2000)}`]
        : []),
    ];
  });
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function tally(statuses: Map<number, number>): string {
  return [...statuses]
    .toSorted(([one], [other]) => one - other)
    .map(([status, count]) => `${status === 0 ? "lost" : status} × ${count}`)
    .join(", ");
}
