import { addressColumns, viewOrderDelivery } from "#lib/addresses/view.ts";
import { owedOf, viewBalance } from "#lib/preorders/balance-view.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { viewHistory } from "#lib/preorders/view-history.ts";
import { textIn } from "#lib/texts/view.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const preorderSelect = {
  id: true,
  userId: true,
  editionId: true,
  dropId: true,
  basketId: true,
  cityId: true,
  country: true,
  quantity: true,
  unitMinor: true,
  totalMinor: true,
  shippingMinor: true,
  taxMinor: true,
  taxBp: true,
  depositMinor: true,
  paidMinor: true,
  keptMinor: true,
  currency: true,
  state: true,
  contact: true,
  placedAt: true,
  holdExpiresAt: true,
  refundableUntil: true,
  stateChangedAt: true,
  windowStart: true,
  windowEnd: true,
  lockedAt: true,
  promiseChanges: { orderBy: [{ at: "asc" }, { id: "asc" }] },
  events: { orderBy: { id: "asc" } },
  queueEntries: { select: { id: true } },
  edition: {
    select: {
      name: true,
      texts: true,
      sku: true,
      image: true,
      lockDeadlineDays: true,
      balanceDueOn: true,
      balanceGraceDays: true,
      addressLockDays: true,
      product: { select: { delivery: true, name: true, language: true, texts: true, slug: true, image: true } },
    },
  },
  show: { select: { title: true, texts: true, slug: true } },
  city: { select: { name: true, texts: true } },
  address: { select: addressColumns },
  user: { select: { locale: true } },
  wave: { select: { position: true } },
  basket: {
    select: {
      preorders: {
        select: {
          id: true,
          userId: true,
          state: true,
          depositMinor: true,
          edition: { select: { name: true, texts: true, product: { select: { name: true, texts: true } } } },
        },
        orderBy: { id: "asc" },
      },
    },
  },
  convertedFrom: true,
  conversions: { select: { id: true } },
  method: { select: { id: true, userId: true, rail: true, label: true, removedAt: true } },
  balance: true,
  payments: {
    orderBy: [{ createdAt: "asc" }, { attempt: "asc" }],
    include: {
      method: { select: { userId: true, label: true } },
      lead: { select: { chargeMinor: true } },
    },
  },
} satisfies Prisma.PreorderSelect;

export type PreorderRow = Prisma.PreorderGetPayload<{ select: typeof preorderSelect }>;

/** In the language of its buyer, also when others look: what they are told of it is written from here. */
export function viewPreorder(row: PreorderRow, now: Date): PreorderView {
  const say = (texts: unknown, field: string, own: string) => textIn(texts, row.user.locale, field, own);
  const { edition, show } = row;
  const { product, name, sku, image, lockDeadlineDays } = edition;
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
    unitMinor: Number(row.unitMinor),
    totalMinor: Number(row.totalMinor),
    shippingMinor: Number(row.shippingMinor),
    taxMinor: Number(row.taxMinor),
    taxBp: row.taxBp,
    depositMinor: Number(row.depositMinor),
    paidMinor: Number(row.paidMinor),
    balanceMinor: Number(owedOf(row)),
    keptMinor: Number(row.keptMinor),
    balance: viewBalance(row, now),
    currency: row.currency,
    state: row.state,
    contact: row.contact,
    placedAt: row.placedAt.toISOString(),
    holdExpiresAt: row.state === "HELD" ? (row.holdExpiresAt?.toISOString() ?? null) : null,
    refundableUntil: row.refundableUntil.toISOString(),
    stateChangedAt: row.stateChangedAt.toISOString(),
    window: currentWindow(promise),
    product: { name: say(product.texts, "name", product.name), slug: product.slug, image: image ?? product.image },
    edition: { name: say(edition.texts, "name", name), sku },
    show: show && { title: say(show.texts, "title", show.title), slug: show.slug },
    city: row.city && say(row.city.texts, "name", row.city.name),
    ...viewGoingTo(row, promise, now),
    wave: row.wave?.position ?? null,
    basketId: row.basketId,
    together: viewTogether(row, say),
    convertedFrom: row.convertedFrom,
    convertedTo: row.conversions[0]?.id ?? null,
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

type Say = (texts: unknown, field: string, own: string) => string;

/** What was given to somebody else since is theirs alone. */
function viewTogether({ id, userId, basket }: PreorderRow, say: Say): PreorderView["together"] {
  return (basket?.preorders ?? [])
    .filter((other) => other.id !== id && other.userId === userId)
    .map(({ edition, depositMinor, ...other }) => ({
      id: other.id,
      product: say(edition.product.texts, "name", edition.product.name),
      edition: say(edition.texts, "name", edition.name),
      state: other.state,
      depositMinor: Number(depositMinor),
    }));
}

function viewPayments(row: PreorderRow): PreorderView["payments"] {
  return row.payments.map((payment) => ({
    kind: payment.kind,
    state: payment.state,
    amountMinor: Number(payment.amountMinor),
    chargedMinor: Number(payment.chargeMinor ?? payment.lead?.chargeMinor ?? payment.amountMinor),
    currency: payment.currency,
    rail: payment.rail,
    reference: payment.providerRef,
    // What somebody paid with before they gave the order away is nobody else's to know.
    method: payment.method?.userId === row.userId ? payment.method.label : null,
    failure: payment.failure,
    at: (payment.settledAt ?? payment.createdAt).toISOString(),
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

function viewGoingTo({ state, address, edition }: PreorderRow, promise: PreorderView["promise"], now: Date) {
  const { product, addressLockDays } = edition;
  const firstDay = currentWindow(promise)?.start ?? null;
  return viewOrderDelivery({ delivery: product.delivery, address, state, firstDay, lockDays: addressLockDays }, now);
}

function promisesOf({ windowStart, windowEnd, placedAt, promiseChanges }: PreorderRow): PreorderView["promise"] {
  const changes = promiseChanges.map((change) => ({
    start: day(change.windowStart),
    end: day(change.windowEnd),
    reason: change.reason,
    at: change.at.toISOString(),
  }));
  if (!windowStart || !windowEnd) return changes;
  return [{ start: day(windowStart), end: day(windowEnd), reason: null, at: placedAt.toISOString() }, ...changes];
}

function currentWindow(promise: PreorderView["promise"]): PreorderView["window"] {
  const last = promise.at(-1);
  return last ? { start: last.start, end: last.end } : null;
}

const dayMs = 86_400_000;
/** As undo_time() in the database, which decides. */
const undoMs = 15 * 60_000;
const day = (date: Date) => date.toISOString().slice(0, 10);
