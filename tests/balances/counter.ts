import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type DepositInput, preorderView } from "#lib/preorders/schema.ts";
import { type Held, openTill, type Till } from "#tests/payments/till.ts";
import type { App } from "#tests/support/app.ts";

export type Order = Held;
export type Counter = ReturnType<typeof openCounter>;

/** What the tests of balances do beside the till: lock, wait without waiting, pay the rest. */
export function openCounter(app: App) {
  const till = openTill(app);

  async function reserve(overrides: Parameters<Till["hold"]>[0] = {}, way: Partial<DepositInput> = {}): Promise<Order> {
    const order = await till.hold(overrides);
    const paid = await till.pay(order, way);
    expect(paid.body, paid.text).toMatchObject({ state: "RESERVED" });
    return order;
  }

  /** Locked, and long enough ago that nobody can take it back. */
  async function lock(order: Order): Promise<Order> {
    const locked = await act(order, "lock");
    expect(locked.body, locked.text).toMatchObject({ state: "LOCKED" });
    await app.db
      .$executeRaw`UPDATE preorder SET locked_at = locked_at - interval '16 minutes' WHERE id = ${order.id}::uuid`;
    return order;
  }

  const locked = async (...args: Parameters<typeof reserve>) => lock(await reserve(...args));

  const act = (order: Order, verb: string, body?: unknown) =>
    app.http("POST", `/api/preorders/${order.id}/${verb}`, { cookie: order.cookie, body });

  /** The same money under an order of another, dearer edition of the product. */
  async function convert(order: Order): Promise<Order> {
    const { product } = await app.db.edition.findUniqueOrThrow({
      where: { id: order.editionId },
      include: { product: { include: { owner: true } } },
    });
    const sku = `TO-${randomUUID().slice(0, 8).toUpperCase()}`;
    const waves = [{ capacity: 5, start: "2027-01-01", end: "2027-01-14" }];
    const terms = { priceMinor: 39_900, depositMinor: 4900, currency: "CNY", stock: 5 };
    const host = await app.signIn(product.owner.email);
    const body = { sku, name: "Better", waves, ...terms };
    await app.http("POST", `/api/products/${product.id}/editions`, { cookie: host, body });
    const { id: editionId } = await app.db.edition.update({ where: { sku }, data: { salesOpen: true } });
    const call = { cookie: order.cookie, key: randomUUID(), body: { editionId } };
    const made = await app.http("POST", `/api/preorders/${order.id}/conversion`, call);
    expect(made.status, made.text).toBe(201);
    const { id, totalMinor } = preorderView.parse(made.body);
    return { ...order, id, editionId, totalMinor };
  }

  /** Lets the database's clock reach the day of its balance, or the next try. */
  const fallDue = (order: Order) =>
    app.db
      .$executeRaw`UPDATE balance SET due_at = least(coalesce(due_at, now()), now()), next_try_at = now() WHERE preorder_id = ${order.id}::uuid AND paid_at IS NULL`;

  const balanceOf = (order: Order) => app.db.balance.findUniqueOrThrow({ where: { preorderId: order.id } });

  const chargesOf = (order: Order) =>
    app.db.payment.findMany({ where: { preorderId: order.id, kind: "BALANCE" }, orderBy: { attempt: "asc" } });

  const endGrace = (order: Order) =>
    app.db
      .$executeRaw`UPDATE balance SET grace_until = now() - interval '1 second' WHERE preorder_id = ${order.id}::uuid`;

  return { ...till, reserve, lock, locked, convert, act, fallDue, balanceOf, chargesOf, endGrace };
}
