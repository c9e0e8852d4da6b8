import { setTimeout as sleep } from "node:timers/promises";
import { fireClosed, fireOpen, type Shot } from "#bench/harness/fire.ts";
import { median, quantile } from "#bench/harness/statistics.ts";
import { openWires, type Reply } from "#bench/harness/wire.ts";
import { auditEdition } from "#bench/orders/audit.ts";
import { Shopping } from "#bench/orders/shopping.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";
import type { Report, Scenario } from "#tests/faults/scenario.ts";
import { inShop, residentBytes, type Shop } from "#tests/faults/shop.ts";

const sizes = {
  short: { buyers: 3000, lines: 1000, ms: 1000, hasBars: false },
  full: { buyers: 20_000, lines: 4000, ms: 8000, hasBars: true },
};
const times = 3;
const megabyte = 1024 * 1024;
/** Of the capacity that was measured; refusals within so many milliseconds of the request; memory; and back to normal. */
const bars = {
  goodput: 0.8,
  refusedMs: 500,
  memory: (idle: number) => 1.5 * idle + 300 * megabyte,
  recoveryMs: 10_000,
};

/** A crowd of one address is a crowd behind one router, and is bounded as such long before the server is full. */
const crowdByProxy = { settings: { TRUSTED_PROXIES: "127.0.0.1" } };

export const overload: Scenario = {
  name: "overload",
  promise: "three times more than it can take is refused with a time to come back, and costs neither sales nor order",
  run: ({ size, say }) =>
    inShop(async (shop) => {
      const { buyers, lines, ms, hasBars } = sizes[size];
      const people = await shop.buyers(buyers);
      const idle = residentBytes(shop);
      say("capacity");
      await sell(shop, people, { lines: 256, ms });
      const peak = median(
        [await sell(shop, people, { lines: 256, ms }), await sell(shop, people, { lines: 256, ms })].map(rate),
      );
      say(`${times} × ${Math.round(peak)} a second`);
      const storm = await sell(shop, people, { lines, ms, perSecond: peak * times });
      say("recovery");
      const recoveryMs = await recover(shop, people, hasBars ? peak * bars.goodput : 1);

      const goodput = rate(storm) / peak;
      const refusedMs = storm.refusals.length > 0 ? Math.round(quantile(storm.refusals, 0.99)) : 0;
      const violations = [...storm.faults];
      if (hasBars) {
        if (goodput < bars.goodput) violations.push(`only ${Math.round(goodput * 100)} % of the capacity were sold`);
        if (refusedMs > bars.refusedMs) violations.push(`a refusal took ${refusedMs} ms`);
        if (storm.memory > bars.memory(idle))
          violations.push(`the server grew to ${Math.round(storm.memory / megabyte)} MB`);
        if (recoveryMs > bars.recoveryMs) violations.push(`normal again only after ${recoveryMs} ms`);
      }
      const notes = {
        ...{
          peakPerSecond: Math.round(peak),
          goodput: Math.round(goodput * 100) / 100,
          refused: storm.refusals.length,
        },
        ...{
          refusedP99Ms: refusedMs,
          idleMb: Math.round(idle / megabyte),
          maxMb: Math.round(storm.memory / megabyte),
        },
        ...{ recoveryMs },
      };
      return { ...reportOf(storm), notes, violations };
    }, crowdByProxy),
};

type Sold = {
  requests: number;
  placed: number;
  seconds: number;
  /** Milliseconds from the request to each answer that was a refusal, and to the slowest of all. */
  refusals: number[];
  slowest: number;
  memory: number;
  faults: string[];
};

const rate = ({ placed, seconds }: Sold) => placed / seconds;

/** Sells one edition over so many lines: as fast as they answer, or at a pace that does not wait for anybody. */
async function sell(
  shop: Shop,
  buyers: SeededBuyer[],
  { lines, ms, perSecond }: { lines: number; ms: number; perSecond?: number },
): Promise<Sold> {
  const edition = await shop.openEdition({ stock: 10_000_000, perPersonLimit: 1000 });
  const plan = { buyers, path: "/api/preorders", editionId: edition.editionId, again: true, byProxy: true };
  const shopping = new Shopping({ ...plan, replayEvery: Number.POSITIVE_INFINITY });
  const wires = await openWires({ port: Number(new URL(shop.door.url).port), count: lines });
  const sold: Sold = { requests: 0, placed: 0, seconds: 0, refusals: [], slowest: 0, memory: 0, faults: [] };
  const watch = setInterval(() => {
    sold.memory = Math.max(sold.memory, residentBytes(shop));
  }, 100);
  const next = () => timed(shopping.next(), sold);
  const { requests, seconds } = perSecond
    ? await fireOpen({ wires, next, ms, perSecond })
    : await fireClosed({ wires, next, ms });
  clearInterval(watch);
  for (const wire of wires) wire.close();
  const odd = Object.keys(shopping.refused).filter((name) => name !== "503 overloaded" && name !== "429 rate_limited");
  sold.faults.push(
    ...shopping.faults,
    ...odd.map((name) => `${shopping.refused[name]} were answered ${name}`),
    ...(shopping.unanswered.length > 0 ? [`${shopping.unanswered.length} lines were lost`] : []),
    ...(await auditEdition(shop.db, edition, shopping.placed)),
  );
  return { ...sold, requests, seconds, placed: shopping.placed };
}

function timed(shot: Shot | null, sold: Sold): Shot | null {
  if (!shot) return null;
  const sent = performance.now();
  const done = (reply: Reply) => {
    const took = performance.now() - sent;
    sold.slowest = Math.max(sold.slowest, took);
    if (reply && reply.status !== 201) {
      sold.refusals.push(took);
      if (!reply.body.includes('"retryAfter":')) sold.faults.push(`refused without a time to come back: ${reply.body}`);
    }
    shot.done(reply);
  };
  return { text: shot.text, done };
}

/** Milliseconds until half a second of selling is as good as before. */
async function recover(shop: Shop, buyers: SeededBuyer[], perSecond: number): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < 2 * bars.recoveryMs) {
    if (rate(await sell(shop, buyers, { lines: 256, ms: 500 })) >= perSecond) break;
    await sleep(100);
  }
  return Math.round(performance.now() - started);
}

/** What the audit of each edition found is among the faults: orders, keys and units are as many as the answers said. */
function reportOf({ requests, placed, slowest }: Sold): Omit<Report, "notes" | "violations"> {
  const clean = { lost: 0, doubled: 0, oversold: 0, stranded: 0 };
  return { faults: 1, requests, acked: placed, ...clean, maxMs: Math.round(slowest), firstSuccessMs: null };
}
