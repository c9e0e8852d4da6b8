import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { happening, paymentView, preorderState, preorderView } from "#lib/preorders/schema.ts";
import { term } from "#lib/text.ts";

/** Which orders an operator asks for. `q` is an e-mail address, the beginning of a name, an order number, an order's id or a payment's reference. */
export const orderFilter = z.strictObject({
  q: term(254).min(1).optional(),
  sku: term(40).min(1).optional(),
  state: preorderState.optional(),
  showId: z.uuid().optional(),
  /** Only those that a rule against hoarding marked and nobody has cleared. */
  flagged: z.literal("true").optional(),
  /** Only those that are paid, are to be shipped, and go to nobody knows where. */
  unaddressed: z.literal("true").optional(),
  /** Only those whose parcel came back, and that wait for the next one. */
  returned: z.literal("true").optional(),
});
export type OrderFilter = z.infer<typeof orderFilter>;

export const orderListQuery = orderFilter.extend({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const orderRow = z.object({
  id: z.uuid(),
  at: instant,
  buyer: z.string(),
  contact: z.string(),
  product: z.string(),
  edition: z.string(),
  sku: z.string(),
  show: z.string().nullable(),
  quantity: z.number(),
  totalMinor: z.int(),
  paidMinor: z.int(),
  currency: z.string(),
  state: preorderState,
  flagged: z.boolean(),
});
export type OrderRow = z.infer<typeof orderRow>;

/** Newest first. `next` continues it; null at the end. */
/** Counted no further than anybody waits for. */
export type OrderCount = { count: number; isMore: boolean };

export const orderPage = z.object({ orders: z.array(orderRow), next: z.string().nullable() });
export type OrderPage = z.infer<typeof orderPage>;

const flag = z.object({
  rule: z.enum(["device", "mailbox", "limit", "card", "address"]),
  /** Accounts behind the orders that belong together, and those orders. */
  accounts: z.number(),
  orders: z.array(z.uuid()),
  at: instant,
  clearedAt: instant.nullable(),
});

/** Everything known of one order. */
export const orderRecord = z.object({
  order: preorderView,
  buyer: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    isGuest: z.boolean(),
    orders: z.number(),
  }),
  drop: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  /** With the names of those who acted. */
  history: z.array(happening.extend({ actor: z.string().nullable() })),
  payments: z.array(
    z.object({
      id: z.uuid(),
      kind: paymentView.shape.kind,
      state: paymentView.shape.state,
      amountMinor: z.int(),
      currency: z.string(),
      rail: z.string(),
      reference: z.string().nullable(),
      failure: z.string().nullable(),
      /** The order whose charge this money came from. */
      movedFrom: z.uuid().nullable(),
      at: instant,
    }),
  ),
  ledger: z.array(
    z.object({
      seq: z.number(),
      at: instant,
      kind: z.string(),
      quantity: z.number(),
      amountMinor: z.int().nullable(),
      /** Orders that the entry moved together. */
      orders: z.number(),
      hash: z.string(),
    }),
  ),
  audit: z.array(
    z.object({
      id: z.number(),
      at: instant,
      actor: z.string().nullable(),
      action: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  flags: z.array(flag),
});
export type OrderRecord = z.infer<typeof orderRecord>;
