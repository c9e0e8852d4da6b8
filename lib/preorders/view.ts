import { viewOrderDelivery } from "#lib/addresses/view.ts";
import { cameBack, viewParcel } from "#lib/parcels/view.ts";
import { owedOf, viewBalance } from "#lib/preorders/balance-view.ts";
import type { OrderRow } from "#lib/preorders/read-orders.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { viewHistory } from "#lib/preorders/view-history.ts";
import { textIn } from "#lib/texts/view.ts";
import { variantName } from "#lib/variants/view.ts";

/**
 * As of when it was read. In the language of its buyer, also when others look: what they are told of it is written from here.
 */
export function viewPreorder(row: OrderRow, now = row.readAt): PreorderView {
  const say = (texts: unknown, field: string, own: string) => textIn(texts, row.locale, field, own);
  const { edition, product, show, city } = row;
  const { lockDeadlineDays } = edition;
  const lockBy = lockDeadlineDays === null ? null : new Date(row.placedAt.getTime() + lockDeadlineDays * dayMs);
  const undoUntil = row.lockedAt && new Date(row.lockedAt.getTime() + undoMs);
  const promise = promisesOf(row);
  const alive = row.state === "HELD" ? row.holdExpiresAt !== null && row.holdExpiresAt > now : true;
  return {
    id: row.id,
    editionId: row.editionId,
    dropId: row.dropId,
    cityId: row.cityId,
    country: row.country,
    quantity: row.quantity,
    unitMinor: row.unitMinor,
    totalMinor: row.totalMinor,
    shippingMinor: row.shippingMinor,
    taxMinor: row.taxMinor,
    taxBp: row.taxBp,
    depositMinor: row.depositMinor,
    paidMinor: row.paidMinor,
    balanceMinor: owedOf(row),
    keptMinor: row.keptMinor,
    balance: viewBalance(row, now),
    currency: row.currency,
    state: row.state,
    contact: row.contact,
    placedAt: row.placedAt.toISOString(),
    holdExpiresAt: row.state === "HELD" ? (row.holdExpiresAt?.toISOString() ?? null) : null,
    refundableUntil: row.refundableUntil.toISOString(),
    stateChangedAt: row.stateChangedAt.toISOString(),
    window: currentWindow(promise),
    product: {
      name: say(product.texts, "name", product.name),
      slug: product.slug,
      image: edition.image ?? product.image,
    },
    edition: { name: sayEdition(edition, say), sku: edition.sku },
    gifts: isOver(row) ? [] : row.gifts.map(({ gift, texts }) => say(texts, "gift", gift)),
    show: show && { title: say(show.texts, "title", show.title), slug: show.slug },
    city: city && say(city.texts, "name", city.name),
    ...viewGoingTo(row, promise, now),
    parcel: row.parcel && viewParcel(row.parcel),
    wave: row.wave,
    basketId: row.basketId,
    together: viewTogether(row, say),
    convertedFrom: row.convertedFrom,
    convertedTo: row.convertedTo,
    canConvert: row.state === "RESERVED",
    payments: viewPayments(row),
    canPay: row.state === "HELD" && alive,
    canCancel: alive && (row.state === "HELD" || row.state === "RESERVED") && row.refundableUntil > now,
    canLock: row.state === "RESERVED" && (lockBy === null || lockBy > now),
    lockBy: lockBy?.toISOString() ?? null,
    lockedAt: row.lockedAt?.toISOString() ?? null,
    undoUntil: row.state === "LOCKED" && undoUntil && undoUntil > now ? undoUntil.toISOString() : null,
    promise,
    history: viewHistory(row),
    serverTime: now.toISOString(),
  };
}

function isOver({ state }: OrderRow): boolean {
  return state === "EXPIRED" || state === "CANCELLED";
}

type Say = (texts: unknown, field: string, own: string) => string;

function sayEdition({ texts, name, option }: Pick<OrderRow["edition"], "texts" | "name" | "option">, say: Say): string {
  return variantName({ name: say(texts, "name", name), option: say(texts, "option", option) });
}

function viewTogether({ together }: OrderRow, say: Say): PreorderView["together"] {
  return together.map(({ edition, product, ...other }) => ({
    ...other,
    product: say(product.texts, "name", product.name),
    edition: sayEdition(edition, say),
  }));
}

function viewPayments({ payments }: OrderRow): PreorderView["payments"] {
  return payments.map(({ id, createdAt, settledAt, shareOf, creditOf, ...payment }) => ({
    ...payment,
    at: (settledAt ?? createdAt).toISOString(),
  }));
}

/** What people read out on the phone: the random end of the id, in groups of four. */
export function orderNumber(id: string): string {
  return id
    .replaceAll("-", "")
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/u, "$1-");
}

function viewGoingTo(row: OrderRow, promise: PreorderView["promise"], now: Date) {
  const { state, address, product, edition, parcel } = row;
  const firstDay = currentWindow(promise)?.start ?? null;
  const standing = {
    delivery: product.delivery,
    address,
    state,
    firstDay,
    lockDays: edition.addressLockDays,
    cameBack: cameBack(parcel),
  };
  return viewOrderDelivery(standing, now);
}

function promisesOf({ windowStart, windowEnd, placedAt, promises }: OrderRow): PreorderView["promise"] {
  const changes = promises.map((change) => ({ ...change, at: change.at.toISOString() }));
  if (!windowStart || !windowEnd) return changes;
  return [{ start: windowStart, end: windowEnd, reason: null, at: placedAt.toISOString() }, ...changes];
}

function currentWindow(promise: PreorderView["promise"]): PreorderView["window"] {
  const last = promise.at(-1);
  return last ? { start: last.start, end: last.end } : null;
}

const dayMs = 86_400_000;
/** As undo_time() in the database, which decides. */
const undoMs = 15 * 60_000;
