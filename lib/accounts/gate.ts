import type { Actor } from "#lib/accounts/schema.ts";
import type { Database } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";

declare const minted: unique symbol;
type Branded<Name extends string> = { readonly [minted]: Name };

/** Someone with an account, if only a guest's. */
export type Buyer = Actor & Branded<"Buyer">;
/** Someone who may run shows and own products. */
export type Host = Actor & Branded<"Host">;
/** Someone who may see money and every order. */
export type Operator = Actor & Branded<"Operator">;
/** Someone whose shop it is. */
export type Owner = Actor & Branded<"Owner">;
type Owned = "show" | "product" | "edition" | "drop";
/** A show, in the hands of its own host. Only the gate can make one, after looking in the database. */
export type HostOf<Thing extends Owned> = {
  readonly id: string;
  readonly host: Host;
} & Branded<Thing>;

/** A show's video, in the hands of its own host or of an operator. */
export type ShowKeeper = {
  readonly id: string;
  readonly keeper: Actor;
  readonly isOperator: boolean;
} & Branded<"ShowKeeper">;

// The only casts of the house: this file mints, everything else can only pass on.
const mint = <Minted>(value: unknown) => value as Minted;

export function asStaffHost(actor: Actor | null): Host | null {
  return actor && (actor.role === "host" || actor.role === "admin") ? mint<Host>(actor) : null;
}

export function asOperator(actor: Actor | null): Operator | null {
  return actor && (actor.role === "ops" || actor.role === "admin") ? mint<Operator>(actor) : null;
}

export function asOwner(actor: Actor | null): Owner | null {
  return actor?.role === "admin" ? mint<Owner>(actor) : null;
}

export function requireBuyer(actor: Actor | null): Buyer {
  if (!actor) throw new Refusal("not_signed_in");
  return mint<Buyer>(actor);
}

/** For routes that name no thing: a signed-in stranger learns that the route is not theirs. */
export function requireHost(actor: Actor | null): Host {
  requireBuyer(actor);
  const host = asStaffHost(actor);
  if (!host) throw new Refusal("not_allowed");
  return host;
}

export function requireOperator(actor: Actor | null): Operator {
  requireBuyer(actor);
  const operator = asOperator(actor);
  if (!operator) throw new Refusal("not_allowed");
  return operator;
}

export function requireOwner(actor: Actor | null): Owner {
  requireBuyer(actor);
  const owner = asOwner(actor);
  if (!owner) throw new Refusal("not_allowed");
  return owner;
}

/** What you may not see does not exist: a stranger's show, product, edition or drop is not found. */
export async function requireHostOf<Thing extends Owned>(
  db: Database,
  actor: Actor | null,
  thing: Thing,
  id: string,
): Promise<HostOf<Thing>> {
  const host = requireHost(actor);
  const ownerId = await ownerOf[thing](db, id);
  if (!ownerId || (ownerId !== host.id && host.role !== "admin")) throw new Refusal("not_found");
  return mint<HostOf<Thing>>({ id, host });
}

export async function requireShowKeeper(db: Database, actor: Actor | null, id: string): Promise<ShowKeeper> {
  const keeper = requireBuyer(actor);
  const isOperator = asOperator(actor) !== null;
  if (!isOperator) await requireHostOf(db, actor, "show", id);
  else if (!(await ownerOf.show(db, id))) throw new Refusal("not_found");
  return mint<ShowKeeper>({ id, keeper, isOperator });
}

const ownerOf = {
  show: async (db: Database, id: string) =>
    (await db.show.findUnique({ where: { id }, select: { hostId: true } }))?.hostId,
  product: async (db: Database, id: string) =>
    (await db.product.findUnique({ where: { id }, select: { ownerId: true } }))?.ownerId,
  edition: async (db: Database, id: string) =>
    (await db.edition.findUnique({ where: { id }, select: { product: { select: { ownerId: true } } } }))?.product
      .ownerId,
  drop: async (db: Database, id: string) =>
    (await db.drop.findUnique({ where: { id }, select: { show: { select: { hostId: true } } } }))?.show.hostId,
};
