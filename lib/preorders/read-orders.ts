import { z } from "zod";
import { addressView, delivery } from "#lib/addresses/schema.ts";
import type { Queryable } from "#lib/db.ts";
import { orderRows, type Which } from "#lib/engine/order-rows.ts";
import { parcelView } from "#lib/parcels/schema.ts";
import { preorderState } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const moment = z.string().transform((text) => new Date(text));
/** Minor units. */
const minor = z.int();
const named = z.object({ name: z.string(), texts: z.unknown() });

const payment = z.object({
  id: z.string(),
  kind: z.enum(["DEPOSIT", "BALANCE", "REFUND"]),
  state: z.enum(["CREATED", "PENDING", "CAPTURED", "FAILED"]),
  amountMinor: minor,
  /** What its rail was asked for: more than the amount when it pays for other orders of the basket too. */
  chargedMinor: minor,
  currency: z.string(),
  rail: z.string(),
  reference: z.string().nullable(),
  failure: z.string().nullable(),
  /** What the owner of the order paid with. */
  method: z.string().nullable(),
  createdAt: moment,
  settledAt: moment.nullable(),
  shareOf: z.string().nullable(),
  creditOf: z.string().nullable(),
});

const balance = z.object({
  dueAt: moment.nullable(),
  tries: z.number(),
  failure: z.string().nullable(),
  nextTryAt: moment.nullable(),
  graceUntil: moment.nullable(),
  note: z.string().nullable(),
  releasedAt: moment.nullable(),
  atRiskAt: moment.nullable(),
  paidAt: moment.nullable(),
});

const editionNamed = named.extend({ option: z.string() });

const edition = editionNamed.extend({
  sku: z.string(),
  image: z.string().nullable(),
  lockDeadlineDays: z.number().nullable(),
  balanceDueOn: z.string().nullable(),
  balanceGraceDays: z.number(),
  addressLockDays: z.number(),
});

/** An order with its relations, as read_orders() answers. */
const orderRow = z.object({
  id: z.string(),
  userId: z.string(),
  /** The language of its buyer. */
  locale: z.string(),
  editionId: z.string(),
  dropId: z.string().nullable(),
  basketId: z.string().nullable(),
  cityId: z.string().nullable(),
  country: z.string().nullable(),
  quantity: z.number(),
  unitMinor: minor,
  totalMinor: minor,
  shippingMinor: minor,
  taxMinor: minor,
  taxBp: z.number(),
  depositMinor: minor,
  paidMinor: minor,
  keptMinor: minor,
  currency: z.string(),
  state: preorderState,
  contact: z.string(),
  placedAt: moment,
  holdExpiresAt: moment.nullable(),
  refundableUntil: moment,
  stateChangedAt: moment,
  lockedAt: moment.nullable(),
  windowStart: z.string().nullable(),
  windowEnd: z.string().nullable(),
  convertedFrom: z.string().nullable(),
  convertedTo: z.string().nullable(),
  /** Its buyer stood in a queue for it. */
  waited: z.boolean(),
  /** The position of its wave. */
  wave: z.number().nullable(),
  edition,
  gifts: z.array(z.object({ gift: z.string(), texts: z.unknown() })),
  product: named.extend({ slug: z.string(), image: z.string().nullable(), delivery }),
  show: z.object({ title: z.string(), texts: z.unknown(), slug: z.string() }).nullable(),
  city: named.nullable(),
  address: addressView.nullable(),
  /** The last one that left. */
  parcel: parcelView.extend({ sentAt: moment, returnedAt: moment.nullable() }).nullable(),
  method: z
    .object({ id: z.string(), rail: z.string(), label: z.string().nullable(), removedAt: moment.nullable() })
    .nullable(),
  balance: balance.nullable(),
  payments: z.array(payment),
  events: z.array(
    z.object({
      kind: z.string(),
      fromState: preorderState.nullable(),
      at: moment,
      by: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  promises: z.array(z.object({ start: z.string(), end: z.string(), reason: z.string(), at: moment })),
  together: z.array(
    z.object({ id: z.string(), state: preorderState, depositMinor: minor, edition: editionNamed, product: named }),
  ),
  /** The database's clock when it was read. */
  readAt: moment,
});
export type OrderRow = z.output<typeof orderRow>;

/** Orders with what a view of them says, by id; one statement. */
export async function readOrders(db: Queryable, which: Which): Promise<OrderRow[]> {
  return (await orderRows(db, which)).map((row) => orderRow.parse(row));
}

/** One order, under its row's lock. Refuses with not_found. */
export async function lockOrderRow(tx: Queryable, id: string): Promise<OrderRow> {
  await tx.$queryRaw`SELECT FROM preorder WHERE id = ${id}::uuid FOR UPDATE`;
  const [row] = await readOrders(tx, [id]);
  if (!row) throw new Refusal("not_found");
  return row;
}

/** One order that is known to be there. */
export async function readOneOrder(db: Queryable, id: string): Promise<OrderRow> {
  const [row] = await readOrders(db, [id]);
  if (!row) throw new Error(`order ${id} is not there`);
  return row;
}
