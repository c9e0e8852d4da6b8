import { may } from "#lib/accounts/rights.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Database } from "#lib/db.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

declare const minted: unique symbol;
type Branded<Name extends string> = { readonly [minted]: { readonly [Each in Name]: true } };

/** Someone with an account, if only a guest's. */
export type Buyer = Actor & Branded<"Buyer">;
/** Someone who works at a desk, their own or somebody else's. Sums of money are not theirs to see. */
export type Deskhand = Actor & Branded<"Deskhand">;
/** Someone who may run shows and own products. */
export type Host = Actor & Branded<"Host" | "Deskhand">;
/** Someone who may see money and every order. */
export type MoneyReader = Actor & Branded<"MoneyReader">;
/** Someone who may act upon every order, too. */
export type Operator = Actor & Branded<"MoneyReader" | "Operator">;
/** Someone whose shop it is. */
export type Owner = Actor & Branded<"Owner">;
type Owned = "show" | "product" | "edition" | "drop" | "collection";
type OnDesk = "show" | "edition" | "drop";
/** A show, in the hands of its own host. Only the gate can make one, after looking in the database. */
export type HostOf<Thing extends Owned> = {
  readonly id: string;
  readonly host: Host;
} & Branded<Thing>;

/** A show with its drops and the sale of its editions, in the hands of whoever works its desk: its host or a producer of it. */
export type DeskOf<Thing extends OnDesk> = {
  readonly id: string;
  readonly hand: Deskhand;
  /** Whose show it is, and whose products are sold in it. */
  readonly hostId: string;
} & Branded<`desk of ${Thing}`>;

/** The chat of a show, in the hands of whoever keeps it: a moderator, or who works the show's desk. */
export type TalkOf<Thing extends "show"> = {
  readonly id: string;
  readonly keeper: Actor;
} & Branded<`talk of ${Thing}`>;

/** Someone who keeps the chat of some show. */
export type TalkKeeper = Actor & Branded<"TalkKeeper">;

/** A show's video, in the hands of whoever works its desk or of an operator. */
export type ShowKeeper = {
  readonly id: string;
  readonly keeper: Actor;
  readonly isOperator: boolean;
} & Branded<"ShowKeeper">;

// The only casts of the house: this file mints, everything else can only pass on.
const mint = <Minted>(value: unknown) => value as Minted;

export function asStaffHost(actor: Actor | null): Host | null {
  return actor && may(actor, "sell") ? mint<Host>(actor) : null;
}

export function asDeskhand(actor: Actor | null): Deskhand | null {
  const works = actor && (may(actor, "sell") || may(actor, "workEveryDesk") || actor.worksDesks);
  return works ? mint<Deskhand>(actor) : null;
}

export function asTalkKeeper(actor: Actor | null): TalkKeeper | null {
  const keeps = actor && (may(actor, "moderateEveryShow") || actor.keepsTalk || asDeskhand(actor));
  return keeps ? mint<TalkKeeper>(actor) : null;
}

export function asMoneyReader(actor: Actor | null): MoneyReader | null {
  return actor && may(actor, "readMoney") ? mint<MoneyReader>(actor) : null;
}

export function asOperator(actor: Actor | null): Operator | null {
  return actor && may(actor, "operate") ? mint<Operator>(actor) : null;
}

export function asOwner(actor: Actor | null): Owner | null {
  return actor && may(actor, "own") ? mint<Owner>(actor) : null;
}

export function requireBuyer(actor: Actor | null): Buyer {
  if (!actor) throw new Refusal("not_signed_in");
  return mint<Buyer>(actor);
}

/** For routes that name no thing: a signed-in stranger learns that the route is not theirs. */
const requireA =
  <Who>(as: (actor: Actor | null) => Who | null) =>
  (actor: Actor | null): Who => {
    requireBuyer(actor);
    const who = as(actor);
    if (!who) throw new Refusal(isOwed(as, actor) ? "factor_needed" : "not_allowed");
    return who;
  };

/** Whether a second factor is all they lack. */
export function isOwed(as: (actor: Actor | null) => unknown, actor: Actor | null): boolean {
  return actor?.owesFactor === true && as({ ...actor, owesFactor: false }) !== null;
}

export const requireHost = requireA(asStaffHost);
export const requireDeskhand = requireA(asDeskhand);
export const requireMoneyReader = requireA(asMoneyReader);
export const requireOperator = requireA(asOperator);
export const requireOwner = requireA(asOwner);

/** What you may not see does not exist: a stranger's show, product, edition or drop is not found. */
export async function requireHostOf<Thing extends Owned>(
  db: Database,
  actor: Actor | null,
  thing: Thing,
  id: string,
): Promise<HostOf<Thing>> {
  const host = requireHost(actor);
  const ownerId = await ownerOf[thing](db, id);
  if (!ownerId || (ownerId !== host.id && !may(host, "sellForAll"))) throw new Refusal("not_found");
  return mint<HostOf<Thing>>({ id, host });
}

/** The same for whoever works the desk at which the thing is sold. */
export async function requireDeskOf<Thing extends OnDesk>(
  db: Database,
  actor: Actor | null,
  thing: Thing,
  id: string,
): Promise<DeskOf<Thing>> {
  const hand = requireDeskhand(actor);
  const hostId = await ownerOf[thing](db, id);
  const isTheirs = hostId === hand.id || may(hand, "workEveryDesk");
  if (!hostId || !(isTheirs || (await producesAt[thing](db, id, hand.id)))) throw new Refusal("not_found");
  return mint<DeskOf<Thing>>({ id, hand, hostId });
}

export async function requireShowKeeper(db: Database, actor: Actor | null, id: string): Promise<ShowKeeper> {
  const keeper = requireBuyer(actor);
  const isOperator = asOperator(actor) !== null;
  if (!isOperator) await requireDeskOf(db, actor, "show", id);
  else if (!(await ownerOf.show(db, id))) throw new Refusal("not_found");
  return mint<ShowKeeper>({ id, keeper, isOperator });
}

/** The chat of a show for whoever keeps it; to all others there is none to keep. */
export async function requireTalkOf(db: Database, actor: Actor | null, id: string): Promise<TalkOf<"show">> {
  const keeper = requireBuyer(actor);
  const hostId = await ownerOf.show(db, id);
  const keepsAll = may(keeper, "moderateEveryShow");
  const isKept = hostId && (keepsAll || hostId === keeper.id || (await keepsTalk(db, id, keeper)));
  if (!isKept) throw new Refusal(keepsAll || asDeskhand(keeper) ? "not_found" : "not_allowed");
  return mint<TalkOf<"show">>({ id, keeper });
}

async function keepsTalk(db: Database, showId: string, { id: userId }: Actor): Promise<boolean> {
  return (await db.showRole.findFirst({ where: { userId, showId }, select: { showId: true } })) !== null;
}

const ownerOf = {
  show: async (db: Database, id: string) =>
    (await db.show.findUnique({ where: { id }, select: { hostId: true } }))?.hostId,
  product: async (db: Database, id: string) =>
    (await db.product.findUnique({ where: { id }, select: { ownerId: true } }))?.ownerId,
  edition: async (db: Database, id: string) =>
    (await db.edition.findUnique({ where: { id }, select: { product: { select: { ownerId: true } } } }))?.product
      .ownerId,
  collection: async (db: Database, id: string) =>
    (await db.collection.findUnique({ where: { id }, select: { ownerId: true } }))?.ownerId,
  drop: async (db: Database, id: string) =>
    (await db.drop.findUnique({ where: { id }, select: { show: { select: { hostId: true } } } }))?.show.hostId,
};

/** Whether somebody is a producer of the show itself, of the drop's, or of one that lists the edition's product. */
const producesAt = {
  show: (db: Database, id: string, userId: string) => holdsRole(db, userId, { id }),
  drop: (db: Database, id: string, userId: string) => holdsRole(db, userId, { drops: { some: { id } } }),
  edition: (db: Database, id: string, userId: string) =>
    holdsRole(db, userId, { products: { some: { product: { editions: { some: { id } } } } } }),
};

async function holdsRole(db: Database, userId: string, show: Prisma.ShowWhereInput): Promise<boolean> {
  return (
    (await db.showRole.findFirst({ where: { userId, role: "producer", show }, select: { showId: true } })) !== null
  );
}

/** Whether a product or edition may be sold in this show: its host's own may, and any by whoever may sell for all. */
export async function isSoldAt(
  db: Database,
  { hostId, hand }: DeskOf<"show">,
  thing: "product" | "edition",
  id: string,
): Promise<boolean> {
  const ownerId = await ownerOf[thing](db, id);
  return ownerId !== undefined && (ownerId === hostId || may(hand, "sellForAll"));
}
