import { setTimeout as sleep } from "node:timers/promises";
import { audit } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { buy } from "#tests/faults/plans.ts";
import { findPostgres, signalAll } from "#tests/faults/postgres-processes.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop, type Shop } from "#tests/faults/shop.ts";
import { type Line, openLine, say as sayOn } from "#tests/support/sockets.ts";

const sizes = { short: { stops: 1, inFlight: 200, viewers: 20 }, full: { stops: 6, inFlight: 500, viewers: 200 } };
const grace = 2000;
const endsWithin = 15_000;

export const drainServer: Scenario = {
  name: "drain-server",
  promise: "a server that is told to stop answers everything it was asked, says goodbye to its viewers and ends with 0",
  run: ({ size, say }) =>
    inShop(
      async (shop) => {
        const { stops, inFlight, viewers } = sizes[size];
        const { editionId, showId } = await shop.openEdition({ stock: 100_000, perPersonLimit: 1000 });
        const crowd = new Crowd({
          doors: [shop.door.http],
          buyers: await shop.buyers(inFlight),
          plans: [buy(editionId)],
        });
        const violations: string[] = [];
        let slowest = 0;
        for (let stop = 1; stop <= stops; stop += 1) {
          say(`stop ${stop} of ${stops}`);
          const farewells = await invite(shop, showId, viewers);
          const { faults, ms } = await stopUnderLoad(shop, crowd);
          violations.push(...faults, ...farewells());
          slowest = Math.max(slowest, ms);
          await shop.door.restart();
        }
        const unanswered = [...crowd.statuses].filter(([status]) => status !== 201);
        if (unanswered.length > 0) violations.push(`in flight, yet answered ${JSON.stringify(unanswered)}`);
        say("a stop with a database that hangs");
        if (size === "full") violations.push(...(await stopWhileHung(shop, crowd, editionId, inFlight)));
        const report = await audit(shop, crowd, { faults: stops });
        return {
          ...report,
          notes: { ...report.notes, slowestStopMs: slowest },
          violations: [...violations, ...report.violations],
        };
      },
      { settings: { GRACE_MS: String(grace) } },
    ),
};

/** Orders that wait for the database when the server is told to stop, and more that come while it still serves. */
async function stopUnderLoad(shop: Shop, crowd: Crowd): Promise<{ faults: string[]; ms: number }> {
  const { door } = shop;
  const faults: string[] = [];
  const { all } = await findPostgres(shop);
  const frozen = all();
  const asked: Promise<void>[] = [];
  let stopped: Promise<void>;
  const started = performance.now();
  try {
    signalAll(frozen, "SIGSTOP");
    asked.push(crowd.rush());
    await sleep(500);
    stopped = door.stop();
    await sleep(100);
    const { status, body } = await door.http("GET", "/ready");
    if (status !== 503 || Reflect.get(Object(body), "open") !== false)
      faults.push(`/ready said ${status} ${JSON.stringify(body)} while stopping`);
  } finally {
    signalAll(frozen, "SIGCONT");
  }
  asked.push(crowd.rush());
  await stopped;
  await Promise.all(asked);
  const ms = Math.round(performance.now() - started);
  if (door.ended() !== 0) faults.push(`the server ended with ${door.ended()}`);
  if (ms > endsWithin) faults.push(`the server took ${ms} ms to end`);
  return { faults, ms };
}

/** Nothing can be answered then, but the server ends in time, and who asks the next one gets what the first one did. */
async function stopWhileHung(shop: Shop, told: Crowd, editionId: string, count: number): Promise<string[]> {
  const { door, buyers } = shop;
  const crowd = new Crowd({ doors: [door.http], buyers: await buyers(count), plans: [buy(editionId)] });
  const frozen = (await findPostgres(shop)).all();
  const started = performance.now();
  const faults: string[] = [];
  let asked: Promise<void>;
  try {
    signalAll(frozen, "SIGSTOP");
    asked = crowd.rush();
    await sleep(500);
    await door.stop();
    const ms = Math.round(performance.now() - started);
    if (door.ended() !== 0 || ms > endsWithin)
      faults.push(`hung, the server ended with ${door.ended()} after ${ms} ms`);
  } finally {
    signalAll(frozen, "SIGCONT");
  }
  await door.restart();
  await asked;
  told.told.push(...crowd.told);
  return faults;
}

/** Viewers in the room; what is returned says who of them was not told when to come back. */
async function invite({ door, buyers }: Shop, showId: string, count: number): Promise<() => string[]> {
  const told: number[] = [];
  const lines: Line[] = [];
  for (const { cookie } of await buyers(count)) {
    const line = await openLine(door.url, { cookie });
    line.on("leaveSoon", ({ retryAfterMs }) => told.push(retryAfterMs));
    await sayOn(line, "join", { showId });
    lines.push(line);
  }
  return () => {
    for (const line of lines) line.disconnect();
    const odd = told.filter((ms) => !(ms >= 0 && ms <= 10_000)).length;
    return [
      ...(told.length === count ? [] : [`${count - told.length} of ${count} viewers were not told to come back`]),
      ...(odd > 0 ? [`${odd} viewers were told to come back at an odd time`] : []),
      ...(new Set(told).size > count / 2 ? [] : ["the viewers were told to come back together"]),
    ];
  };
}
