import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signBody } from "#lib/payments/signature.ts";
import { testSignatureHeader, testSigningSecret } from "#lib/payments/test-rail.ts";
import { audit } from "#tests/faults/audit.ts";
import { Crowd, type Plan } from "#tests/faults/customers.ts";
import { settleDeposits } from "#tests/faults/deposits.ts";
import { buy, buyAndPay } from "#tests/faults/plans.ts";
import { addReports, type Report, type Scenario } from "#tests/faults/scenario.ts";
import { inShop, type Shop } from "#tests/faults/shop.ts";
import { openDropStage } from "#tests/support/drops.ts";
import { openLine, say as sayOn } from "#tests/support/sockets.ts";

const minute = 60_000;
const sizes = {
  short: { shifts: [10 * minute], buyers: 61 },
  full: { shifts: [10 * minute, -10 * minute, 4 * minute, -4 * minute], buyers: 501 },
};
const holdSeconds = 10;
const lateBy = 3000;

export const skewClock: Scenario = {
  name: "skew-clock",
  promise:
    "a server whose clock is ten minutes wrong, or jumps by twenty, sells, holds, refunds and signs as if it were right",
  async run({ size, say }) {
    const { shifts, buyers } = sizes[size];
    const reports: Report[] = [];
    for (const shift of shifts) {
      say(`${shift / minute} minutes`);
      const settings = { CLOCK_SHIFT_MS: String(shift) };
      const nodeArgs = ["--import", join(import.meta.dirname, "skewed-clock.ts")];
      reports.push(await inShop((shop) => sellBy(shop, shift, buyers), { settings, nodeArgs }));
    }
    return addReports(reports);
  },
};

async function sellBy(shop: Shop, shift: number, count: number): Promise<Report> {
  const lasting = await shop.openEdition({ stock: count });
  const brief = await shop.openEdition({ stock: count, holdSeconds });
  const closed = await shop.openEdition({ stock: count });
  await shop.db.edition.update({ where: { id: closed.editionId }, data: { salesOpen: false } });
  const plans = [
    buyAndPay(lasting.editionId, "duplicate_webhook"),
    buy(brief.editionId),
    buyAndPay(brief.editionId, "slow"),
    buy(closed.editionId),
  ];
  const crowd = new Crowd({ doors: [shop.door.http], buyers: await shop.buyers(count), plans });
  const violations: string[] = [];
  const sessions = await openBriefSessions(shop);
  await crowd.rush();
  violations.push(...(await findWrongTimes(shop, lasting.showId)), ...(await sessions.judge()));
  violations.push(...(await tellFromOutside(shop, shift)), ...(await buyBeforeTheOpening(shop, crowd)));

  process.kill(shop.door.pid(), "SIGUSR2");
  await crowd.rush();
  violations.push(...(await findWrongTimes(shop, lasting.showId)));
  violations.push(...(await findWrongHolds(shop, brief.editionId)));
  violations.push(...(await settleDeposits(shop)));
  const early = crowd.acked.filter(({ errand }) => Reflect.get(errand.body, "editionId") === closed.editionId).length;
  if (early > 0) violations.push(`${early} orders were taken while sales were closed`);
  const report = await audit(shop, crowd, { faults: 2 });
  return { ...report, violations: [...violations, ...report.violations] };
}

const openingIn = 2;
const impatient = 10;

/** People who try all the time while a drop opens get nothing before it does, by the database's clock, and then all of it. */
async function buyBeforeTheOpening(shop: Shop, crowd: Crowd): Promise<string[]> {
  const { act, fire, ...drop } = await openDropStage(
    { ...shop, http: shop.door.http },
    { stock: 50 },
    { units: impatient },
  );
  await act("arm");
  const { opensAt } = await fire({ inSeconds: openingIn });
  const body = { editionId: drop.editionId, dropId: drop.dropId };
  const until = performance.now() + 3 * openingIn * 1000;
  const insist: Plan = async ({ ask }) => {
    while (performance.now() < until) {
      const { status } = await ask({ kind: "order", path: "/api/preorders", key: randomUUID(), body });
      if (status === 201) return;
      await sleep(250);
    }
  };
  await Promise.all((await shop.buyers(impatient)).map((buyer) => crowd.enter(insist, buyer)));
  const [row] = await shop.db.$queryRaw<{ early: number; sold: number }[]>`
    SELECT count(*) FILTER (WHERE o.placed_at < d.opens_at)::int AS early, count(*)::int AS sold
    FROM preorder o JOIN drop d ON d.id = o.drop_id WHERE d.id = ${drop.dropId}::uuid`;
  return [
    ...(opensAt === null ? ["the drop was given no time to open"] : []),
    ...(row?.early === 0 ? [] : [`${row?.early} orders were taken before the drop opened`]),
    ...(row?.sold === impatient ? [] : [`${row?.sold} of ${impatient} units of the drop were sold after it opened`]),
  ];
}

/** A session lasts as long as the database says. */
async function openBriefSessions({ db, door, person, signIn }: Shop) {
  const someone = await person("viewer");
  const over = await person("viewer");
  const cookie = await signIn(someone.email);
  await db.$executeRaw`UPDATE session SET expires_at = now() + interval '5 minutes' WHERE user_id = ${someone.id}::uuid`;
  await db.$executeRaw`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${over.id}::uuid`;
  const isKnown = async (cookie: string) => {
    const { text } = await door.http("GET", "/api/me", { cookie });
    return text.includes(someone.email) || text.includes(over.email);
  };
  return {
    async judge(): Promise<string[]> {
      const twice = [await isKnown(cookie), await isKnown(cookie)];
      return [
        ...(twice.every(Boolean) ? [] : ["a session that lasts was over"]),
        ...((await isKnown(over.cookie)) ? ["a session that was over went on"] : []),
      ];
    },
  };
}

/** The times on receipts and in the room are the database's. */
async function findWrongTimes({ db, door, buyers }: Shop, showId: string): Promise<string[]> {
  const [row] = await db.$queryRaw<{ wrong: number }[]>`
    SELECT count(*)::int AS wrong FROM audit_orders WHERE abs(extract(epoch FROM now() - created_at)) > 60`;
  const [viewer] = await buyers(1);
  const line = await openLine(door.url, { cookie: viewer?.cookie });
  await sayOn(line, "join", { showId });
  line.disconnect();
  const at = Date.parse(line.rooms[0]?.at ?? "");
  return [
    ...(row?.wrong === 0 ? [] : [`${row?.wrong} orders carry a time that is wrong`]),
    ...(Math.abs(at - Date.now()) < 5000 ? [] : [`the room tells the time wrong by ${at - Date.now()} ms`]),
  ];
}

/** No hold ends before its time, and none long after. */
async function findWrongHolds({ db }: Shop, editionId: string): Promise<string[]> {
  await sleep(holdSeconds * 1000 + lateBy);
  const [row] = await db.$queryRaw<{ early: number; late: number; held: number }[]>`
    SELECT count(*) FILTER (WHERE state = 'EXPIRED' AND state_changed_at < hold_expires_at)::int AS early,
      count(*) FILTER (WHERE state = 'HELD' AND hold_expires_at < now() - ${lateBy} * interval '1 millisecond')::int AS late,
      count(*) FILTER (WHERE hold_expires_at <> placed_at + ${holdSeconds} * interval '1 second')::int AS held
    FROM preorder WHERE edition_id = ${editionId}::uuid`;
  return [
    ...(row?.early === 0 ? [] : [`${row?.early} holds ended early`]),
    ...(row?.late === 0 ? [] : [`${row?.late} holds did not end`]),
    ...(row?.held === 0 ? [] : [`${row?.held} holds have another length`]),
  ];
}

/** A provider whose clock is right is understood as long as ours is less than five minutes off. */
async function tellFromOutside({ door, secret }: Shop, shift: number): Promise<string[]> {
  const facts = { paymentId: null, ref: "unknown", refundRef: null, amountMinor: 100, currency: "CNY", reason: null };
  const raw = JSON.stringify({ id: `evt_${randomUUID()}`, kind: "captured", ...facts });
  const headers = { [testSignatureHeader]: signBody(raw, testSigningSecret(secret)) };
  const { status } = await door.http("POST", "/api/payments/webhooks/test", { raw, headers });
  const wanted = Math.abs(shift) < 5 * minute ? 200 : 400;
  return status === wanted ? [] : [`a webhook that is ${shift / minute} minutes off was answered ${status}`];
}
