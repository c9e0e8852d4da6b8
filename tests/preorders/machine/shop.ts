import { expect } from "vitest";
import { placeBasket } from "#lib/baskets/place-basket.ts";
import { type BasketReceipt, basketReceipt } from "#lib/baskets/schema.ts";
import { adjustStock } from "#lib/catalog/adjust-stock.ts";
import { armDrop, disarmDrop, fireDrop } from "#lib/drops/arm-drop.ts";
import { closeDrop, pauseDrop } from "#lib/drops/close-drop.ts";
import { advanceDrop } from "#lib/engine/move-drop.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { placeOrder } from "#lib/preorders/place-order.ts";
import { joinQueue } from "#lib/queue/join-queue.ts";
import { leaveQueue } from "#lib/queue/leave-queue.ts";
import { Refusal } from "#lib/refusal.ts";
import {
  attempt,
  bought,
  figures,
  fresh,
  limits,
  type Model,
  prices,
  type World,
} from "#tests/preorders/machine/world.ts";

type Wish = { who: number; edition: number; inDrop: boolean; quantity: number };

/** A buyer orders from the shop, or from the drop, which sells the first edition. */
export async function place({ who, edition, inDrop, quantity }: Wish, world: World, model: Model) {
  const before = await figures(world, edition);
  const input = { editionId: idOf(world, edition), quantity, contact: world.contacts[who], ...dropOf(world, inDrop) };
  let id = "";
  const code = await attempt(async () => {
    const taken = await placeOrder(world.app.made, buyerOf(world, who), input, orderId());
    if (taken instanceof Refusal) throw taken;
    id = taken.id;
  });
  const room = inDrop ? before.left : before.free;
  const isOver =
    bought(model, { owner: who, person: who }, edition) + quantity > limits.edition ||
    (inDrop && bought(model, { owner: who, person: who }, edition, true) + quantity > limits.drop);
  // What is known to be sold out is said from memory, before anything else is looked at.
  const refusals = [
    ...(inDrop && (before.status === "PREPARED" || before.status === "ARMED") ? ["drop_not_open"] : []),
    ...(inDrop && before.status === "CLOSED" ? ["drop_over"] : []),
    ...(inDrop && before.isPaused ? ["drop_paused"] : []),
    ...(!inDrop && lapsed(model, who, edition) >= limits.lapses ? ["too_many_unpaid"] : []),
    ...(isOver ? ["over_limit"] : []),
    ...(room <= 0 ? ["sold_out"] : room < quantity ? ["too_few_left"] : []),
  ];
  if (refusals.length > 0) return expect(refusals).toContain(code);
  expect(code).toBeNull();
  model.orders.push(fresh({ id, owner: who, person: who, edition, quantity, inDrop }));
}

/** A buyer orders so many of each of two editions at once: what cannot be had is left out, and the rest stands. */
export async function placeTogether({ who, quantity }: Pick<Wish, "who" | "quantity">, world: World, model: Model) {
  const editions = [0, 1, 2].filter((edition) => edition !== who % 3);
  const refusals = await Promise.all(editions.map((edition) => refusalsOf({ who, edition, quantity }, world, model)));
  let placed: BasketReceipt | null = null;
  const code = await attempt(async () => {
    const lines = await Promise.all(editions.map((edition) => lineOf(world, edition, quantity)));
    const input = { lines, currency: "CNY", contact: world.contacts[who] };
    placed = await placeBasket(world.app.made, buyerOf(world, who), input, orderId());
  });
  expect(code).toBe(refusals.every((each) => each.length > 0) ? "basket_refused" : null);
  const receipt = basketReceipt.nullable().parse(placed);
  for (const [index, edition] of editions.entries()) {
    const line = receipt?.lines[index];
    if (!line?.order) {
      if (line) expect(refusals[index]).toContain(line.refusal?.code);
      continue;
    }
    expect(refusals[index]).toEqual([]);
    const order = fresh({ id: line.order.id, owner: who, person: who, edition, quantity, inDrop: false });
    model.orders.push({ ...order, basket: receipt?.id ?? null });
  }
}

async function refusalsOf({ who, edition, quantity }: Omit<Wish, "inDrop">, world: World, model: Model) {
  const { free } = await figures(world, edition);
  return [
    ...(lapsed(model, who, edition) >= limits.lapses && free > 0 ? ["too_many_unpaid"] : []),
    ...(bought(model, { owner: who, person: who }, edition) + quantity > limits.edition ? ["over_limit"] : []),
    ...(free <= 0 ? ["sold_out"] : free < quantity ? ["too_few_left"] : []),
  ];
}

async function lineOf({ app, editions }: World, index: number, quantity: number) {
  const editionId = editions[index]?.id ?? "";
  const { windowEnd } = await app.db.deliveryWave.findFirstOrThrow({ where: { editionId } });
  const { total: unitMinor = 0, deposit: depositMinor = 0 } = prices[index] ?? {};
  const window = windowEnd.toISOString().slice(0, 10);
  return { editionId, quantity, expected: { unitMinor, depositMinor, shippingMinor: 0, windowEnd: window } };
}

/** Holds of an edition that an account let run out. */
const lapsed = ({ orders }: Model, who: number, edition: number) =>
  orders.filter((order) => order.owner === who && order.edition === edition && order.state === "EXPIRED").length;

/** A buyer takes a place; what they are served with later the model learns from the database. */
export async function join({ who, edition, inDrop, quantity }: Wish, world: World) {
  const pool = { editionId: idOf(world, edition), dropId: inDrop ? world.drop.id : null };
  const code = await attempt(() =>
    joinQueue(world.app.made, buyerOf(world, who), pool, { quantity, contact: world.contacts[who] }, orderId()),
  );
  expect([null, ...noPlace]).toContain(code);
}

const noPlace = ["units_available", "queue_full", "over_limit", "drop_not_armed", "drop_paused", "drop_over"];

export async function leave(who: number, { app, buyers }: World) {
  const [entry] = await app.db.queueEntry.findMany({
    where: { userId: buyers[who]?.id, state: "WAITING" },
    orderBy: { joinedAt: "asc" },
  });
  const buyer = buyers[who];
  if (entry && buyer) expect(await attempt(() => leaveQueue(app.made, buyer, entry.id))).toBeNull();
}

export type DropAct = "arm" | "disarm" | "fire" | "pause" | "go on" | "close";

export async function actOnDrop(act: DropAct, world: World) {
  const { drop } = world;
  const before = await figures(world, 0);
  const code = await attempt(() => acts[act](world));
  switch (act) {
    case "arm":
      if (before.status === "ARMED") return expect(code).toBeNull();
      if (before.status !== "PREPARED") return expect(code).toBe("drop_wrong_state");
      return expect(code).toBe(before.free >= 3 ? null : "too_few_left");
    case "disarm":
      return expect(code).toBe(before.status === "PREPARED" || before.status === "ARMED" ? null : "drop_wrong_state");
    case "fire":
      return expect(code).toBe(before.status === "ARMED" && !before.isPaused ? null : "drop_wrong_state");
    case "pause":
    case "go on":
      return expect(code).toBe(before.status === "ARMED" || before.status === "OPEN" ? null : "drop_wrong_state");
    case "close":
      return expect(code, `closing ${drop.id}`).toBeNull();
  }
}

const acts: Record<DropAct, (world: World) => Promise<unknown>> = {
  arm: ({ app, drop }) => armDrop(app.made, drop),
  disarm: ({ app, drop }) => disarmDrop(app.made, drop),
  fire: async ({ app, drop }) => {
    await fireDrop(app.made, drop, { inSeconds: 0 });
    await app.made.engine.once((write) => advanceDrop(write, drop.id));
  },
  pause: ({ app, drop }) => pauseDrop(app.made, drop, true),
  "go on": ({ app, drop }) => pauseDrop(app.made, drop, false),
  close: ({ app, drop }) => closeDrop(app.made, drop),
};

export async function adjust(edition: number, delta: number, world: World) {
  const { free } = await figures(world, edition);
  const thing = world.editions[edition];
  if (!thing) return;
  const code = await attempt(() => adjustStock(world.app.made, thing, { delta, reason: "a recount" }));
  expect(code).toBe(free + delta < 0 ? "stock_below_zero" : null);
}

const idOf = ({ editions }: World, edition: number) => editions[edition]?.id ?? "";
const dropOf = ({ drop }: World, inDrop: boolean) => (inDrop ? { dropId: drop.id } : {});

function buyerOf({ buyers }: World, who: number) {
  const buyer = buyers[who];
  if (!buyer) throw new Error(`nobody is number ${who}`);
  return buyer;
}
