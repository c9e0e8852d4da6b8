import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireBuyer, requireOperator } from "#lib/accounts/gate.ts";
import { createLimits } from "#lib/api/limits.ts";
import { moveWave } from "#lib/delivery-windows/move-wave.ts";
import { admitOrder } from "#lib/preorders/admit-order.ts";
import { cancelPreorder } from "#lib/preorders/cancel-preorder.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { limitOrders } from "#lib/preorders/limit-orders.ts";
import { notifyBuyers } from "#lib/preorders/notify-buyers.ts";
import { notifyWaves } from "#lib/preorders/notify-wave.ts";
import { transferPreorder } from "#lib/preorders/transfer-preorder.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type MoneyShelf, openMoneyShelf } from "#tests/support/money-shelf.ts";
import { codeOf } from "#tests/support/refusals.ts";

const who = { name: "Ops", email: "ops@test.launchroom", isAnonymous: false, emailVerified: true };
const ops = requireOperator({ ...who, id: randomUUID(), role: "ops" });
const buyerOf = (id: string) => requireBuyer({ ...who, id, role: "viewer" });

let shelf: MoneyShelf;
beforeAll(async () => {
  shelf = await openMoneyShelf();
  await shelf.db.user.create({ data: { ...who, id: ops.id, role: "ops" } });
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

test("a hold that is given more time while holds are let go stays", async () => {
  const [late, given] = [await shelf.hold(), await shelf.hold()];
  const ends = (id: string, seconds: number) =>
    shelf.db.preorder.update({ where: { id }, data: { holdExpiresAt: new Date(Date.now() + seconds * 1000) } });
  for (const { id } of [late, given]) await ends(id, -1);
  const { engine } = shelf.money;
  const once = engine.once.bind(engine);
  engine.once = async (call) => {
    await ends(given.id, 60);
    return once(call);
  };
  expect(await expireHolds(shelf.money)).toBe(1);
  engine.once = once;
  expect([await shelf.see(late), await shelf.see(given)]).toMatchObject([{ state: "EXPIRED" }, { state: "HELD" }]);
});

test("an order that its buyer cancels is the buyer's act", async () => {
  const order = await shelf.reserve();
  await cancelPreorder(shelf.money, buyerOf(order.userId), order.id);
  const last = await shelf.db.preorderEvent.findFirst({ where: { preorderId: order.id }, orderBy: { id: "desc" } });
  expect(last).toMatchObject({ kind: "CANCELLED", by: "buyer", actorId: order.userId });
});

test("an order goes to an account only when that proved its address", async () => {
  const [order, other] = [await shelf.reserve(), await shelf.reserve()];
  const [proved, claimed] = [await shelf.buyer(), await shelf.buyer()];
  await shelf.db.user.update({ where: { id: claimed.id }, data: { emailVerified: false } });
  const give = (id: string, email: string) =>
    transferPreorder(shelf.money, ops, id, { email, reason: "A gift", override: false });
  await give(order.id, proved.email);
  await give(other.id, claimed.email);
  expect((await shelf.see(order)).userId).toBe(proved.id);
  const { userId } = await shelf.see(other);
  expect(userId).not.toBe(claimed.id);
  expect(await shelf.db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ isAnonymous: true });
});

test.each([0, 3000])("who takes an edition with a deposit of %i is told what moved along", async (depositMinor) => {
  const order = await shelf.reserve();
  const { productId } = await shelf.db.edition.findUniqueOrThrow({ where: { id: order.editionId } });
  const { editionId } = await shelf.openEdition({ priceMinor: 5000, depositMinor });
  await shelf.db.edition.update({ where: { id: editionId }, data: { productId } });
  const to = randomUUID();
  const call = "convert_preorder($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5)";
  expect(await shelf.ask(call, order.id, order.userId, editionId, to, randomUUID())).toMatchObject({
    outcome: "converted",
  });
  await notifyBuyers(shelf.money);
  const told = await shelf.db.notice.findFirst({ where: { preorderId: to, kind: "reserved" } });
  expect(told?.facts).toMatchObject({ paidMinor: 1000 });
});

test("a wave of three hundred and more is written to the last buyer, each time with the window before", async () => {
  const start = "2028-03-01";
  const waves = [{ capacity: 400, start, end: "2028-03-20" }];
  const { editionId } = await shelf.openEdition({ stock: 400, perPersonLimit: 400, depositMinor: 0, waves });
  const { userId } = await shelf.buyer();
  for (let n = 0; n < 301; n += 43)
    await shelf.place(
      editionId,
      Array.from({ length: 43 }, () => ({ userId })),
    );
  const { id } = await shelf.db.deliveryWave.findFirstOrThrow({ where: { editionId } });
  const move = async (month: string) => {
    const to = { start: `2028-${month}-01`, end: `2028-${month}-20`, reason: "The enamel oven broke." };
    expect(await moveWave(shelf.money, ops, id, to)).toBe(301);
    await notifyWaves(shelf.money);
  };
  for (const month of ["04", "05"]) await move(month);
  const told = await shelf.db.notice.findMany({
    where: { kind: "promiseMoved", userId },
    orderBy: { createdAt: "asc" },
  });
  const befores = told.map(({ facts }) => Reflect.get(Object(Reflect.get(Object(facts), "before")), "start"));
  expect(befores).toEqual([...Array(301).fill(start), ...Array(301).fill("2028-04-01")]);
});

test("of ten units guests of one address hold five before they are asked for work, and an account there is not asked", async () => {
  const { editionId } = await shelf.openEdition({ stock: 10, perPersonLimit: 1 });
  const nobody = async () => false;
  const challenges = { issue: nobody, issueOnSale: nobody, proves: nobody, expectProof: async () => {} };
  const app = { challenges, engine: shelf.money.engine, limits: createLimits() };
  const press = async (isAnonymous: boolean) => {
    const { id, email } = await shelf.buyer();
    await shelf.db.user.update({ where: { id }, data: { isAnonymous } });
    const actor = { ...who, id, email, isAnonymous, role: isAnonymous ? ("guest" as const) : ("viewer" as const) };
    const asking = { actor, key: randomUUID(), address: "203.0.113.7", cookies: undefined };
    return Promise.resolve(admitOrder(app, asking, { editionId, quantity: 1, contact: email }))
      .then((answer) => (answer instanceof Refusal ? answer.code : "held"))
      .catch((error: unknown) => (error instanceof Refusal ? error.code : String(error)));
  };
  const told: string[] = [];
  for (let n = 0; n < 6; n += 1) told.push(await press(true));
  expect(told).toEqual([...Array(5).fill("held"), "proof_required"]);
  expect(await press(false)).toBe("held");
});

test("one mailbox has one pace, whatever is added to its name and whoever gives it", () => {
  const limits = createLimits();
  const ask = (contact: string) =>
    codeOf(() => limitOrders({ limits }, { buyer: buyerOf(randomUUID()), contact, address: "203.0.113.7" }));
  const asked = Array.from({ length: 41 }, (_, n) => ask(`Ada+${n}@shop.test`));
  expect(asked).toEqual([...Array(40).fill(null), "rate_limited"]);
  expect(ask("bob@shop.test")).toBeNull();
});
