import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { audit } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { buy } from "#tests/faults/plans.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop, type Shop } from "#tests/faults/shop.ts";
import type { Siege } from "#tests/faults/siege-worker.ts";
import { countDescriptors } from "#tests/support/attack.ts";
import { openLine, say } from "#tests/support/sockets.ts";

const sizes = { short: { lines: 2000, orders: 60 }, full: { lines: 20_000, orders: 600 } };
const orderEveryMs = 20;
const backWithinMs = 5000;
/** Lines of the crowd itself, and of the database. */
const few = 60;

/** What one client can do without an account: open, begin, hang up, hold. And what sixty sockets of one account can say. */
export const siege: Scenario = {
  name: "siege",
  promise:
    "whatever is opened, begun and held at the door, the shop goes on selling, and afterwards everything is as before",
  run: ({ size, say: tell }) =>
    inShop(async (shop) => {
      const { lines, orders } = sizes[size];
      const { editionId, showId } = await shop.openEdition({ stock: 1_000_000, perPersonLimit: 1000 });
      const crowd = new Crowd({ doors: [shop.door.http], buyers: await shop.buyers(500), plans: [buy(editionId)] });
      const before = process.platform === "linux" ? countDescriptors(shop.door.pid()) : 0;
      const calm = await sell(crowd, orders);

      tell(`${lines} lines and upgrades of every kind, and sixty sockets of one account`);
      const port = Number(new URL(shop.door.url).port);
      const attack = besiege({ port, lines });
      const chatter = chatFromSixty(shop, showId);
      const pressed = await sell(crowd, orders);
      const { opened, seconds } = await attack;
      const said = await chatter;

      const backMs = await timeUntilBack(shop, before + few);
      const report = await audit(shop, crowd, { faults: opened });
      const violations = [
        ...(backMs > backWithinMs ? [`lines were still open ${backMs} ms after the siege`] : []),
        ...(said > 10 ? [`sixty sockets of one account said ${said} lines`] : []),
      ];
      const notes = { calmP99Ms: calm, pressedP99Ms: pressed, opened, attackSeconds: seconds, backMs, said };
      return {
        ...report,
        notes: { ...report.notes, ...notes },
        violations: [...violations, ...report.violations],
      };
    }),
};

/** Sells at an even pace; the 99th percentile of the answers, in milliseconds. */
async function sell(crowd: Crowd, count: number): Promise<number> {
  const times: number[] = [];
  const visits: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const from = performance.now();
    visits.push(crowd.few(1).then(() => void times.push(performance.now() - from)));
    await sleep(orderEveryMs);
  }
  await Promise.all(visits);
  return Math.round(times.toSorted((a, b) => a - b).at(Math.floor(times.length * 0.99)) ?? 0);
}

/** On a thread of its own, so that the crowd is timed by a process that is not besieging. */
function besiege(wanted: { port: number; lines: number }): Promise<Siege> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./siege-worker.ts", import.meta.url), { workerData: wanted });
    worker.once("message", (done: Siege) => resolve(done));
    worker.once("error", reject);
  });
}

/** How many lines of chat sixty sockets of one account bring into the room within three seconds. */
async function chatFromSixty({ door, db, person }: Shop, showId: string): Promise<number> {
  const { cookie } = await person("viewer");
  const opened = await Promise.allSettled(Array.from({ length: 60 }, () => openLine(door.url, { cookie })));
  const lines = opened.flatMap((line) => (line.status === "fulfilled" ? [line.value] : []));
  const said = lines.flatMap((line, n) => [1, 2, 3].map((m) => say(line, "chat", { showId, body: `line ${n} ${m}` })));
  await Promise.allSettled(said);
  for (const line of lines) line.disconnect();
  return db.chatMessage.count({ where: { showId } });
}

async function timeUntilBack({ door }: Shop, most: number): Promise<number> {
  const from = performance.now();
  const isBack = async () =>
    (process.platform !== "linux" || countDescriptors(door.pid()) <= most) &&
    (await door.http("GET", "/ready").catch(() => undefined))?.status === 200;
  while (!(await isBack()) && performance.now() - from < 60_000) await sleep(50);
  return Math.round(performance.now() - from);
}
