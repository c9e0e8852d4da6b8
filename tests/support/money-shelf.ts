import { Engine } from "#lib/engine/engine.ts";
import { readEnv } from "#lib/env.ts";
import { Boards } from "#lib/live/boards.ts";
import { Broadcast } from "#lib/live/broadcast.ts";
import { createPublisher } from "#lib/live/publish.ts";
import { Rooms } from "#lib/live/rooms.ts";
import { Snapshots } from "#lib/live/snapshots.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { chargeRequest, findPayment, type PaymentRow } from "#lib/payments/payment-row.ts";
import { createRails } from "#lib/payments/rails.ts";
import { settleCharge } from "#lib/payments/settle-charge.ts";
import { OrderLinks } from "#lib/preorders/order-links.ts";
import { openShelf } from "#tests/support/shelf.ts";

type Terms = NonNullable<Parameters<Awaited<ReturnType<typeof openShelf>>["openEdition"]>[0]>;
type Attempt = { attempt?: number; byLink?: boolean; offSession?: boolean; rail?: string; createdAt?: Date };
type Kind = "DEPOSIT" | "BALANCE";

export type MoneyShelf = Awaited<ReturnType<typeof openMoneyShelf>>;

/** A shelf whose orders are paid by the test rail, without a server: orders of 40.00, of which 10.00 are the deposit. */
export async function openMoneyShelf() {
  const shelf = await openShelf();
  const { db } = shelf;
  const quiet = () => {};
  const boards = new Boards({ read: async () => null, isWatched: () => false, send: quiet });
  const rooms = new Rooms({ load: async () => null, send: quiet });
  const publish = createPublisher({
    rooms,
    boards,
    broadcast: new Broadcast({ snapshots: new Snapshots(async () => null) }),
  });
  const engine = new Engine({ db, hot: db, publish, boards });
  const env = readEnv({ MANUAL_TRANSFER_HOURS: "72", MANUAL_TRANSFER_INSTRUCTIONS: "Send it to the bank" });
  const rails = await createRails({ env, db, secret: "s" });
  const orderLinks = new OrderLinks({ secret: "s", publicUrl: "https://shop.test" });
  const money: MoneyUses = { boards, db, engine, env, orderLinks, publish, rails };

  async function hold(terms: Terms = {}) {
    const { editionId } = await shelf.openEdition({ priceMinor: 4000, depositMinor: 1000, ...terms });
    const { userId } = await shelf.buyer();
    await shelf.place(editionId, [{ userId }]);
    return shelf.orderOf(userId);
  }
  type Order = Awaited<ReturnType<typeof hold>>;

  /** A row that asks for what the order owes; its rail was not asked. */
  async function attempt(order: Order, kind: Kind, more: Attempt = {}): Promise<PaymentRow> {
    const { id: preorderId, currency, depositMinor, totalMinor } = order;
    const amountMinor = kind === "DEPOSIT" ? depositMinor : totalMinor - depositMinor;
    const row = { preorderId, kind, attempt: 1, rail: "test", amountMinor, currency, ...more };
    const { id } = await db.payment.create({ data: row });
    return payment(id);
  }

  async function payment(id: string): Promise<PaymentRow> {
    const found = await findPayment(money, { id });
    if (!found) throw new Error(`there is no payment ${id}`);
    return found;
  }

  /** Has the rail take the money of an attempt, which then counts. */
  async function take(row: PaymentRow) {
    const charge = await rails.named(row.rail).charge(chargeRequest(row));
    if (charge.state !== "captured") throw new Error(`the rail says ${charge.state}`);
    await settleCharge(money, row, charge);
    return payment(row.id);
  }

  async function reserve(terms?: Terms) {
    const order = await hold(terms);
    await take(await attempt(order, "DEPOSIT"));
    return order;
  }

  async function lock(terms?: Terms) {
    const order = await reserve(terms);
    await shelf.ask("lock_preorder($1::uuid, $2::uuid)", order.id, order.userId);
    return order;
  }

  return {
    ...{ ...shelf, money, hold, attempt, payment, take, reserve, lock },
    see: (order: Order) => db.preorder.findUniqueOrThrow({ where: { id: order.id } }),
    balanceOf: (order: Order) => db.balance.findUniqueOrThrow({ where: { preorderId: order.id } }),
    move: (order: Order, from: string, to: string) =>
      shelf.ask(`move_preorders($1::uuid, ARRAY[$2::uuid], '{${from}}', '${to}')`, order.editionId, order.id),
    /** Something that can be charged again, of whoever has this account. */
    card: (userId: string, reference: string) =>
      db.paymentMethod.create({ data: { userId, rail: "test", reference, label: "Test card ** 4242" } }),
    async close() {
      await engine.drain();
      await shelf.close();
    },
  };
}
