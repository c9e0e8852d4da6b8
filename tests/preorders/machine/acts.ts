import { expect } from "vitest";
import { adoptGuest } from "#lib/accounts/adopt-guest.ts";
import { payBalance } from "#lib/balances/pay-balance.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { handOver } from "#lib/handover/hand-over.ts";
import { payDeposit } from "#lib/payments/pay-deposit.ts";
import { callOffPreorder } from "#lib/preorders/call-off-preorder.ts";
import { cancelPreorder } from "#lib/preorders/cancel-preorder.ts";
import { convertPreorder } from "#lib/preorders/convert-preorder.ts";
import { expireHolds } from "#lib/preorders/expire-holds.ts";
import { lockPreorder, unlockPreorder } from "#lib/preorders/lock-preorder.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderState } from "#lib/preorders/schema.ts";
import { transferPreorder } from "#lib/preorders/transfer-preorder.ts";
import {
  attempt,
  bought,
  figures,
  fresh,
  limits,
  type Model,
  prices,
  type Tracked,
  type World,
} from "#tests/preorders/machine/world.ts";

/** One act upon an order that the model knows: what it says must come of it, and the act itself. */
export type OrderAct = (order: Tracked, world: World, model: Model) => Promise<void>;

const buyerOf = ({ owner }: Tracked, { buyers }: World) => buyers[owner] ?? never();

export function pay(card: "approve" | "decline" | "needs_action"): OrderAct {
  return async (order, world, model) => {
    const code = await attempt(() =>
      payDeposit(world.app.made, buyerOf(order, world), order.id, { rail: "test", card }),
    );
    if (order.state === "HELD" && card === "approve") {
      expect(code).toBeNull();
      // Whatever waits in the same basket is paid with it.
      for (const each of model.orders.filter((other) => other === order || isTogether(other, order)))
        Object.assign(each, { state: "RESERVED", paid: (prices[each.edition]?.deposit ?? 0) * each.quantity });
    } else if (order.state === "HELD") {
      expect(code).toBe(card === "decline" ? "payment_declined" : "payment_needs_action");
    } else if (order.state === "RESERVED" || order.state === "LOCKED") {
      expect(code).toBeNull();
    } else expect(code).toBe(order.state === "EXPIRED" ? "hold_expired" : "not_payable");
  };
}

function isTogether({ basket, owner, state }: Tracked, order: Tracked): boolean {
  return basket !== null && basket === order.basket && owner === order.owner && state === "HELD";
}

/** The rest, when the order is locked; it is asked for once. */
export const payRest: OrderAct = async (order, world) => {
  const buyer = buyerOf(order, world);
  const payer = {
    userId: buyer.id,
    isBuyer: true,
    purse: buyer.id,
    see: () => findPreorderOf(world.app.made, buyer, order.id),
  };
  const code = await attempt(() => payBalance(world.app.made, payer, order.id, { rail: "test", card: "approve" }));
  const isPast = order.state === "READY" || order.state === "DELIVERED";
  expect(code).toBe(order.state === "LOCKED" || isPast ? null : "not_payable");
  if (order.state === "LOCKED" && owedOf(order) > 0) order.paid = totalOf(order);
};

export const expire: OrderAct = async (order, { app }) => {
  await app.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() - interval '1 second'
    WHERE id = ${order.id}::uuid AND state = 'HELD'`;
  await expireHolds(app.made);
  if (order.state === "HELD") order.state = "EXPIRED";
};

export const cancel: OrderAct = async (order, world) => {
  const code = await attempt(() => cancelPreorder(world.app.made, buyerOf(order, world), order.id));
  const mayCancel = order.isRefundable && (order.state === "HELD" || order.state === "RESERVED");
  if (mayCancel) Object.assign(order, { state: "CANCELLED", paid: 0 });
  expect(code).toBe(order.state === "CANCELLED" ? null : "not_cancellable");
};

export const callOff: OrderAct = async (order, { app, operator }) => {
  const code = await attempt(() => callOffPreorder(app.made, operator, order.id, { reason: "Because" }));
  const mayEnd = order.state !== "EXPIRED" && order.state !== "DELIVERED";
  if (mayEnd) Object.assign(order, { state: "CANCELLED", paid: 0 });
  expect(code).toBe(mayEnd ? null : "order_over");
};

export const lock: OrderAct = async (order, world) => {
  const code = await attempt(() => lockPreorder(world.app.made, buyerOf(order, world), order.id));
  const isNew = order.state === "RESERVED";
  if (isNew) Object.assign(order, { state: "LOCKED", isUndoable: true });
  expect(code).toBe(order.state === "LOCKED" ? null : "not_lockable");
};

export const undo: OrderAct = async (order, world) => {
  const code = await attempt(() => unlockPreorder(world.app.made, buyerOf(order, world), order.id));
  if (order.state === "RESERVED") expect(code).toBeNull();
  else if (order.state === "LOCKED" && order.isUndoable) {
    expect(code).toBeNull();
    Object.assign(order, { state: "RESERVED", isUndoable: false });
  } else expect(code).toBe(["LOCKED", "READY", "DELIVERED"].includes(order.state) ? "undo_over" : "not_locked");
};

/** A quarter of an hour, or the refund window, passes for this order. */
export const wait: OrderAct = async (order, { app }) => {
  await app.db
    .$executeRaw`UPDATE preorder SET locked_at = locked_at - interval '16 minutes' WHERE id = ${order.id}::uuid AND state = 'LOCKED'`;
  order.isUndoable = false;
};
export const closeRefund: OrderAct = async (order, { app }) => {
  await app.db.$executeRaw`UPDATE preorder SET refundable_until = now() WHERE id = ${order.id}::uuid`;
  order.isRefundable = false;
};

/** Into the edition so many further on. */
export function convert(hop: number): OrderAct {
  return (order, world, model) => convertTo((order.edition + hop) % prices.length, order, world, model);
}

async function convertTo(edition: number, order: Tracked, world: World, model: Model) {
  const { free } = await figures(world, edition);
  const refusal = refusalOfConversion(order, { edition, free }, model);
  let made = "";
  const code = await attempt(async () => {
    const editionId = world.editions[edition]?.id ?? "";
    made = await convertPreorder(world.app.made, buyerOf(order, world), order.id, { editionId }, orderId());
  });
  expect(code).toBe(refusal);
  if (refusal || order.convertedTo !== null) return;
  const { owner, person, quantity, isRefundable } = order;
  const paid = Math.min(order.paid, priceOf(edition) * quantity);
  const next = fresh({ id: made, owner, person, edition, quantity, inDrop: false });
  model.orders.push({ ...next, state: "RESERVED", paid, isRefundable });
  Object.assign(order, { state: "CANCELLED", paid: 0, convertedTo: edition });
}

function refusalOfConversion(order: Tracked, { edition, free }: { edition: number; free: number }, model: Model) {
  if (order.convertedTo !== null) return order.convertedTo === edition ? null : "not_convertible";
  if (order.state !== "RESERVED") return "not_convertible";
  if (order.paid === 0 && prices[edition]?.deposit) return "deposit_due";
  if (order.paid > priceOf(edition) * order.quantity && !order.isRefundable) return "paid_more";
  if (bought(model, order, edition) + order.quantity > limits.edition) return "over_limit";
  if (free <= 0) return "sold_out";
  return free < order.quantity ? "too_few_left" : null;
}

export function transfer(to: number, override: boolean): OrderAct {
  return async (order, world, model) => {
    const others = { orders: model.orders.filter((other) => other !== order) };
    const who = { owner: to, person: to };
    const fits =
      bought(others, who, order.edition) + order.quantity <= limits.edition &&
      (!order.inDrop || bought(others, who, order.edition, true) + order.quantity <= limits.drop);
    const isMovable = ["RESERVED", "LOCKED", "READY"].includes(order.state);
    const isTheirs = order.owner === to && order.person === to;
    const input = { email: world.contacts[to] ?? "", reason: "A gift", override };
    const code = await attempt(() => transferPreorder(world.app.made, world.operator, order.id, input));
    expect(code).toBe(isTheirs ? null : !isMovable ? "not_transferable" : fits || override ? null : "over_limit");
    if (code === null) Object.assign(order, who);
  };
}

export const ready: OrderAct = async (order, world) => {
  const { refused } = await handOver(world.app.made, world.operator, [order.id], "READY");
  const why = [
    ...(order.state === "READY" ? [null] : []),
    ...(order.state !== "LOCKED" ? ["wrong_state"] : []),
    ...(order.isUndoable ? ["undo_open"] : []),
    ...(owedOf(order) > 0 ? ["balance_due"] : []),
    null,
  ];
  expect(refused.at(0)?.code ?? null).toBe(why[0]);
  if (why[0] === null) order.state = "READY";
};

export const deliver: OrderAct = async (order, world) => {
  const { refused } = await handOver(world.app.made, world.operator, [order.id], "DELIVERED");
  const isReady = order.state === "READY" || order.state === "DELIVERED";
  expect(refused.at(0)?.code ?? null).toBe(isReady ? null : "wrong_state");
  if (isReady) order.state = "DELIVERED";
};

/** By hand, past every use case: the database lets nothing through that is no legal move. */
export function force(to: PreorderState): OrderAct {
  return async (order, { app }) => {
    const [legal] = await app.db.preorderTransition.findMany({ where: { fromState: order.state, toState: to } });
    if (legal || order.state === to) return;
    const forced = app.db.$executeRaw`UPDATE preorder SET state = ${to}::"PreorderState" WHERE id = ${order.id}::uuid`;
    await expect(forced).rejects.toThrow(/may not go from/);
  };
}

/** The guest takes the account: all they ordered moves along, whatever the limit. */
export async function adopt(guest: number, account: number, { app, buyers }: World, model: Model) {
  await adoptGuest(app.db, { guestId: buyers[guest]?.id ?? "", ownerId: buyers[account]?.id ?? "" });
  for (const order of model.orders) if (order.owner === guest) order.owner = account;
}

const totalOf = ({ edition, quantity }: Tracked) => priceOf(edition) * quantity;
const owedOf = (order: Tracked) => totalOf(order) - order.paid;
const priceOf = (edition: number) => prices[edition]?.total ?? 0;

function never(): never {
  throw new Error("nobody is there");
}
