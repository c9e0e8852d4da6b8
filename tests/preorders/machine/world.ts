import { expect } from "vitest";
import {
  type Buyer,
  type DeskOf,
  type HostOf,
  type Operator,
  requireBuyer,
  requireDeskOf,
  requireHostOf,
  requireOperator,
} from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { prepareDrop } from "#lib/drops/prepare-drop.ts";
import { dropInput } from "#lib/drops/schema.ts";
import type { PreorderState } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { App } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openFamily } from "#tests/support/family.ts";

/** What the model believes of one order. */
export type Tracked = {
  id: string;
  owner: number;
  /** Whose contact it carries: the limit counts both, and only a transfer changes it. */
  person: number;
  edition: number;
  inDrop: boolean;
  state: PreorderState;
  quantity: number;
  paid: number;
  isRefundable: boolean;
  isUndoable: boolean;
  convertedTo: number | null;
  /** What it was ordered in with others. */
  basket: string | null;
};

export type Model = { orders: Tracked[] };

/** Accounts first, then guests; each has one contact for ever. */
export const people = { accounts: 3, guests: 2, all: 5 };
export const prices = [
  { total: 24_900, deposit: 4900 },
  { total: 3000, deposit: 1000 },
  { total: 9000, deposit: 0 },
];
export const limits = { edition: 5, drop: 2, lapses: 3 };

/** A product with three editions and a drop of the first, the people around it, and the database behind it. */
export type World = {
  app: App;
  buyers: Buyer[];
  contacts: string[];
  operator: Operator;
  show: DeskOf<"show">;
  drop: DeskOf<"drop">;
  editions: HostOf<"edition">[];
};

export async function openWorld(app: App): Promise<World> {
  const family = await openFamily(app, { stock: 9, perPersonLimit: limits.edition, depositMinor: prices[0]?.deposit });
  const ids = [family.editionId];
  for (const { total, deposit } of prices.slice(1)) {
    const terms = { stock: 6, perPersonLimit: limits.edition, priceMinor: total, depositMinor: deposit };
    ids.push(await family.addEdition(terms));
  }
  await app.db.deliveryWave.updateMany({ where: { editionId: { in: ids } }, data: { capacity: 500 } });
  const host = await actorOf(app, family.host.id);
  const show = await requireDeskOf(app.db, host, "show", family.showId);
  const units = {
    editionId: family.editionId,
    title: "A drop",
    units: 3,
    perPersonLimit: limits.drop,
    seconds: 86_400,
  };
  const dropId = await prepareDrop(app.made, show, dropInput.parse(units));
  const accounts = await Promise.all(Array.from({ length: people.accounts }, () => app.person("viewer")));
  const guests = await Promise.all(Array.from({ length: people.guests }, () => app.person("guest")));
  const buyers = await Promise.all(
    [...accounts, ...guests].map(async ({ id }) => requireBuyer(await actorOf(app, id))),
  );
  return {
    app,
    buyers,
    contacts: [...accounts, ...guests].map(({ email }) => email),
    operator: requireOperator(await actorOf(app, (await app.person("ops")).id)),
    show,
    drop: await requireDeskOf(app.db, host, "drop", dropId),
    editions: await Promise.all(ids.map((id) => requireHostOf(app.db, host, "edition", id))),
  };
}

async function actorOf(app: App, id: string): Promise<Actor> {
  const { email, name, role, isAnonymous, emailVerified } = await app.db.user.findUniqueOrThrow({ where: { id } });
  return { id, email, name, role, isAnonymous, emailVerified };
}

/** The code of a refusal, or null when the act went through; anything else that is thrown is a bug. */
export async function attempt(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

export type Figures = { free: number; left: number; status: string; isPaused: boolean };

/** Units that the shop and the drop have now. */
export async function figures({ app, editions, drop }: World, edition: number): Promise<Figures> {
  const [row] = await app.db.$queryRaw<Figures[]>`
    SELECT i.available - i.pooled AS free, d."left", d.status::text AS status, d.paused_at IS NOT NULL AS "isPaused" FROM inventory i, drop d
    WHERE i.edition_id = ${editions[edition]?.id}::uuid AND d.id = ${drop.id}::uuid`;
  if (!row) throw new Error("the stage is gone");
  return row;
}

type Row = {
  id: string;
  owner: string;
  person: string;
  edition: string;
  drop: boolean;
  state: PreorderState;
  quantity: number;
  paid: number;
  fromLine: boolean;
};

/**
 * The database holds what the model says of every order, an order that the model does not know is one that somebody in a line was
 * served with, and every book is whole.
 */
export async function reconcile(model: Model, world: World): Promise<void> {
  const { app, editions, buyers } = world;
  const rows = await app.db.$queryRaw<Row[]>`
    SELECT o.id, o.user_id::text AS owner, o.contact AS person, o.edition_id::text AS edition, o.drop_id IS NOT NULL AS drop, o.state::text AS state, o.quantity,
      o.paid_minor::int AS paid, EXISTS (SELECT FROM queue_entry l WHERE l.preorder_id = o.id AND l.state = 'SERVED') AS "fromLine"
    FROM preorder o WHERE o.edition_id = ANY (${editions.map(({ id }) => id)}::uuid[]) ORDER BY o.placed_at, o.id`;
  const known = new Map(model.orders.map((order) => [order.id, order]));
  for (const row of rows.filter(({ id }) => !known.has(id))) {
    const order = served(row, world);
    expect(row.fromLine, `order ${row.id} was made by nobody`).toBe(true);
    model.orders.push(order);
    known.set(row.id, order);
  }
  const inDatabase = rows.map(({ id, owner, edition, state, quantity, paid }) => ({
    id,
    owner,
    edition,
    state,
    quantity,
    paid,
  }));
  const inModel = rows.map(({ id }) => {
    const order = known.get(id);
    if (!order) throw new Error(`order ${id} is not in the model`);
    const { owner, edition, state, quantity, paid } = order;
    return { id, owner: buyers[owner]?.id, edition: editions[edition]?.id, state, quantity, paid };
  });
  expect(inDatabase).toEqual(inModel);
  expect(model.orders).toHaveLength(rows.length);
  await expectWholeBooks(app.db);
}

function served(row: Row, { buyers, contacts, editions }: World): Tracked {
  const { id, quantity, drop: inDrop } = row;
  const edition = editions.findIndex((known) => known.id === row.edition);
  const owner = buyers.findIndex((known) => known.id === row.owner);
  return fresh({ id, owner, person: contacts.indexOf(row.person), edition, quantity, inDrop });
}

export function fresh(order: Pick<Tracked, "id" | "owner" | "person" | "edition" | "quantity" | "inDrop">): Tracked {
  const state = prices[order.edition]?.deposit ? "HELD" : "RESERVED";
  return { ...order, state, paid: 0, isRefundable: true, isUndoable: false, convertedTo: null, basket: null };
}

const live = ["HELD", "RESERVED", "LOCKED", "READY", "DELIVERED"];

/** Units in live orders of an edition, or of the drop, that count against the limit of whoever buys with this contact. */
export function bought(
  { orders }: Model,
  who: { owner: number; person: number },
  edition: number,
  inDrop = false,
): number {
  return orders
    .filter((order) => order.edition === edition && live.includes(order.state) && (!inDrop || order.inDrop))
    .filter((order) => order.owner === who.owner || order.person === who.person)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
