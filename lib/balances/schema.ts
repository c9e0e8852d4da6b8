import { z } from "zod";
import { someOrders } from "#lib/handover/schema.ts";
import { instant, moment } from "#lib/moment.ts";
import { depositInput } from "#lib/preorders/schema.ts";
import { prose } from "#lib/text.ts";

const reason = prose(500).min(1);

/** The seller calls these balances: they are charged this many days from now, and their buyers are told now. */
export const callInput = someOrders.extend({ inDays: z.int().min(0).max(60).default(2) });
export type CallInput = z.infer<typeof callInput>;

/** Until when a place is kept whose balance failed. The buyer reads the reason. */
export const graceInput = z.strictObject({ until: moment, reason });
export type GraceInput = z.infer<typeof graceInput>;

/** Gives up an order whose balance never came. `back` says what is returned: everything, or all but the deposit. */
export const releaseInput = z.strictObject({ back: z.enum(["everything", "all_but_deposit"]), reason });
export type ReleaseInput = z.infer<typeof releaseInput>;

/** What to charge a balance to. `setup` is what the rail's own form named, when it was asked for something new. */
export const methodInput = depositInput.extend({
  setup: z
    .string()
    .regex(/^seti_\w{1,200}$/)
    .optional(),
});
export type MethodInput = z.infer<typeof methodInput>;

/** When the balance of an edition is charged, and how long a place is kept when that fails. */
export const balanceTerms = z.strictObject({
  /** Null: when the seller calls, because it is ready. */
  balanceDueOn: z.iso.date().nullable(),
  balanceGraceDays: z.int().min(1).max(365),
});
export type BalanceTerms = z.infer<typeof balanceTerms>;

/** An order whose balance is at risk, as operators see it. */
export const riskyBalance = z.object({
  orderId: z.uuid(),
  buyer: z.string(),
  contact: z.string(),
  edition: z.string(),
  owedMinor: z.int(),
  paidMinor: z.int(),
  /** What of it became final when the buyer locked. */
  depositMinor: z.int(),
  currency: z.string(),
  /** Why the last try failed, in the rail's word. */
  failure: z.string(),
  tries: z.number(),
  nextTryAt: instant.nullable(),
  graceUntil: instant.nullable(),
  atRiskSince: z.string(),
  /** What the next try is charged to. */
  method: z.string().nullable(),
  /** The grace period is over: it may be released. */
  canRelease: z.boolean(),
});
export type RiskyBalance = z.infer<typeof riskyBalance>;

/** Locked orders of one edition that wait for the seller's call. */
export const callableBalance = z.object({
  editionId: z.uuid(),
  edition: z.string(),
  orders: z.number(),
  owedMinor: z.int(),
  currency: z.string(),
  /** At most 500 of them, the oldest first. */
  ids: z.array(z.uuid()),
});
export type CallableBalance = z.infer<typeof callableBalance>;

export const balanceDesk = z.object({
  /** Money at risk, by currency. */
  totals: z.array(z.object({ currency: z.string(), orders: z.number(), owedMinor: z.int() })),
  risky: z.array(riskyBalance),
  callable: z.array(callableBalance),
});
export type BalanceDesk = z.infer<typeof balanceDesk>;
