import { afterAll, beforeAll, expect, test } from "vitest";
import { findCoolingOff } from "#lib/cooling-off/queries.ts";
import { type CoolingOffRule, coolingOffView } from "#lib/cooling-off/schema.ts";
import { type Counter, type Order, openCounter } from "#tests/balances/counter.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";

let app: App;
let counter: Counter;
let owner: Person;
let ops: Person;
let version = 0;

beforeAll(async () => {
  app = await startApp();
  counter = openCounter(app);
  owner = await app.person("owner");
  ops = await app.person("ops");
});
afterAll(() => app.stop());

const rest = (days: number): CoolingOffRule => ({ countries: [], isRest: true, days, texts: { en: "Write to us." } });
const publish = (rules: unknown[], after = version) =>
  app.http("POST", "/api/settings/cooling-off", { cookie: owner.cookie, body: { after, rules } });

async function published(rules: unknown[]) {
  const answer = await publish(rules);
  expect(answer.status, answer.text).toBe(201);
  version = coolingOffView.parse(answer.body).version;
}

const termsOf = async ({ id }: Pick<Order, "id">) => (await findCoolingOff(app.db, [id], "en")).get(id);

async function delivered(): Promise<Order> {
  const order = await counter.locked();
  await counter.act(order, "balance", {});
  for (const verb of ["ready", "delivered"])
    expect(await app.http("POST", `/api/ops/preorders/${order.id}/${verb}`, { cookie: ops.cookie })).toMatchObject({
      status: 200,
    });
  return order;
}

test("an order keeps the days that were promised when it was placed, and the newer rules are for newer ones", async () => {
  const before = await counter.reserve();
  expect(await termsOf(before), "nothing was said then").toBeUndefined();
  await published([rest(14)]);
  const first = await counter.reserve();
  await published([rest(7)]);
  const second = await counter.reserve();
  expect(await termsOf(first)).toMatchObject({
    version: 1,
    days: 14,
    text: "Write to us.",
    startedAt: null,
    until: null,
  });
  expect(await termsOf(second)).toMatchObject({ version: 2, days: 7 });
  expect(await termsOf(before)).toBeUndefined();
});

test("the clock runs from the hand-over to the end of the last day in the shop's zone, and the mail says until when", async () => {
  await app.http("PATCH", "/api/settings/shop", { cookie: owner.cookie, body: { timeZone: "Asia/Shanghai" } });
  await published([rest(14)]);
  const order = await delivered();
  const terms = await termsOf(order);
  const startedAt = new Date(terms?.startedAt ?? "");
  // Midnight in Shanghai is 16:00 of the day before in UTC.
  const inShanghai = new Date(startedAt.getTime() + 8 * 3_600_000);
  const midnight = Date.UTC(inShanghai.getUTCFullYear(), inShanghai.getUTCMonth(), inShanghai.getUTCDate() + 15);
  expect(terms).toMatchObject({ days: 14, isOver: false, until: new Date(midnight - 8 * 3_600_000).toISOString() });
  await expect
    .poll(() => app.db.notice.findFirst({ where: { preorderId: order.id, kind: "delivered" } }))
    .toMatchObject({ facts: { sendBackUntil: terms?.until } });
  await app.db
    .$executeRaw`UPDATE preorder SET state_changed_at = state_changed_at - interval '20 days' WHERE id = ${order.id}::uuid`;
  expect(await termsOf(order)).toMatchObject({ isOver: true });
});

test("a country has its own days, the rest of the world the rest's, and where neither is said there are none", async () => {
  const order = await counter.reserve();
  const whose = { name: "Jo Doe", phone: "+49 30 901820", street: "Hafenweg 1" };
  const to = (country: string) =>
    app.db.orderAddress.upsert({
      where: { preorderId: order.id },
      create: { preorderId: order.id, ...whose, country },
      update: { country },
    });
  await app.db.coolingOff.deleteMany();
  version = 0;
  const publishedAt = new Date(Date.now() - 60_000);
  const rules = [{ countries: ["DE", "FR"], isRest: false, days: 14, texts: {} }, rest(3)];
  await app.db.coolingOff.create({ data: { version: 1, rules, publishedAt } });
  version = 1;
  await to("FR");
  expect(await termsOf(order)).toMatchObject({ days: 14 });
  await to("BR");
  expect(await termsOf(order)).toMatchObject({ days: 3 });
  await app.db.coolingOff.update({ where: { version: 1 }, data: { rules: rules.slice(0, 1) } });
  expect(await termsOf(order)).toBeUndefined();
});

test("what cannot be sent back says why, and cannot become so once somebody has ordered it", async () => {
  await published([rest(14)]);
  const order = await counter.reserve();
  const exempt = (editionId: string, why: string | null) =>
    app.http("PATCH", `/api/editions/${editionId}`, { cookie: owner.cookie, body: { coolingOffExemption: why } });
  expect(await exempt(order.editionId, "hygiene")).toMatchObject({
    status: 409,
    body: { code: "exemption_after_sale", field: "coolingOffExemption" },
  });
  expect(await exempt(order.editionId, "because")).toMatchObject({ status: 422 });
  expect(await termsOf(order)).toMatchObject({ exemption: null, days: 14 });
  const { editionId } = await app.openEdition();
  expect((await exempt(editionId, "made_to_order")).status).toBe(200);
  const sold = await app.db.edition.findUniqueOrThrow({ where: { id: editionId } });
  expect(sold.coolingOffExemption).toBe("made_to_order");
});

test("odd rules and those of a writer who has not seen the newest are refused, and nothing is written", async () => {
  const count = await app.db.coolingOff.count();
  expect(await publish([rest(5)], version - 1)).toMatchObject({
    status: 409,
    body: { code: "rules_changed", version },
  });
  const odd: [unknown[], string][] = [
    [[{ ...rest(5), days: 366 }], "rules.0.days"],
    [[{ ...rest(5), days: -1 }], "rules.0.days"],
    [[{ ...rest(5), isRest: false }], "rules.0.countries"],
    [[{ ...rest(5), countries: ["Germany"] }], "rules.0.countries.0"],
    [[rest(5), rest(6)], "rules"],
    [
      [
        { ...rest(5), countries: ["DE"] },
        { ...rest(5), isRest: false, countries: ["DE"] },
      ],
      "rules",
    ],
    [[{ ...rest(5), texts: { fr: "Non" } }], "rules.0.texts"],
  ];
  for (const [rules, field] of odd) {
    const answer = await publish(rules);
    expect(answer, JSON.stringify(rules)).toMatchObject({ status: 422 });
    expect(JSON.stringify(answer.body)).toContain(field.split(".").at(-1));
  }
  expect(await app.db.coolingOff.count()).toBe(count);
});
