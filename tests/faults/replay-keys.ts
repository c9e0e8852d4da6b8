import { randomUUID } from "node:crypto";
import { audit, replayAll } from "#tests/faults/audit.ts";
import { Crowd } from "#tests/faults/customers.ts";
import { buy, buyAndPay } from "#tests/faults/plans.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { inShop, type Shop } from "#tests/faults/shop.ts";

const sizes = { short: { orders: 300, twins: 30 }, full: { orders: 5000, twins: 500 } };

export const replayKeys: Scenario = {
  name: "replay-keys",
  promise: "the same key with the same body gets the same bytes, with another body a no, in flight one order",
  run: ({ size, say }) =>
    inShop(async (shop) => {
      const { orders, twins } = sizes[size];
      const { editionId } = await shop.openEdition({ stock: orders + twins });
      const buyers = await shop.buyers(orders);
      const plans = [buy(editionId), buyAndPay(editionId, "approve")];
      const crowd = new Crowd({ doors: [shop.door.http], buyers, plans });
      await crowd.rush();
      const violations: string[] = [];
      say("every key again, twice");
      violations.push(...(await replayAll(shop, crowd.acked)));
      await shop.door.kill();
      await shop.door.restart();
      violations.push(...(await replayAll(shop, crowd.acked)));
      say("another body, another buyer, twins");
      violations.push(...(await abuseKeys(shop, crowd)), ...(await sendTwins(shop, crowd, editionId, twins)));
      const report = await audit(shop, crowd, { faults: orders * 3 + twins });
      return { ...report, violations: [...violations, ...report.violations] };
    }),
};

const maxAbused = 200;

/** A key with another body, and a key in another buyer's hands. */
async function abuseKeys({ door, buyers }: Shop, crowd: Crowd): Promise<string[]> {
  const [stranger] = await buyers(1);
  const faults: string[] = [];
  for (const { errand, buyer, answer } of crowd.acked.slice(0, maxAbused)) {
    const body = { ...errand.body, quantity: 2 };
    const other = await door.http("POST", errand.path, { cookie: buyer.cookie, key: errand.key, body });
    if (other.status !== 422) faults.push(`another body with a used key was answered ${other.status}`);
    const stolen = await door.http("POST", errand.path, { cookie: stranger?.cookie, key: errand.key, body });
    if (stolen.text.includes(String(Reflect.get(Object(answer.body), "id"))))
      faults.push("a stranger was shown an order by its key");
    if (faults.length > 5) break;
  }
  return faults;
}

/** Two requests with one key at the same moment are one order and one answer. */
async function sendTwins({ door, buyers }: Shop, crowd: Crowd, editionId: string, count: number): Promise<string[]> {
  const people = await buyers(count);
  const pairs = await Promise.all(
    people.map(async (buyer) => {
      const errand = { kind: "order", path: "/api/preorders", key: randomUUID(), body: { editionId } };
      const call = { cookie: buyer.cookie, key: errand.key, body: errand.body };
      const [one, other] = await Promise.all([
        door.http("POST", errand.path, call),
        door.http("POST", errand.path, call),
      ]);
      crowd.told.push({ errand, buyer, answer: one });
      return one.status === 201 && one.text === other.text;
    }),
  );
  const different = pairs.filter((isSame) => !isSame).length;
  return different > 0 ? [`${different} of ${count} twins got two answers`] : [];
}
