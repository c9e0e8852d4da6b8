import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { outcomesOf } from "./outcomes.ts";

const minor = z.int().transform((amount) => BigInt(amount));

/** A payment with what is needed to settle it, as attempt_line() returns it. */
const attempt = z.object({
  id: z.string(),
  preorderId: z.string(),
  kind: z.enum(["DEPOSIT", "BALANCE", "REFUND"]),
  attempt: z.number(),
  rail: z.string(),
  providerRef: z.string().nullable(),
  amountMinor: minor,
  currency: z.string(),
  state: z.enum(["CREATED", "PENDING", "CAPTURED", "FAILED"]),
  failure: z.string().nullable(),
  offSession: z.boolean(),
  byLink: z.boolean(),
  shareOf: z.string().nullable(),
  chargeMinor: minor.nullable(),
  createdAt: z.string().transform((text) => new Date(text)),
  method: z.object({ reference: z.string(), customer: z.string().nullable(), label: z.string().nullable() }).nullable(),
  preorder: z.object({
    editionId: z.string(),
    userId: z.string(),
    contact: z.string(),
    state: z.enum(["HELD", "RESERVED", "LOCKED", "READY", "DELIVERED", "EXPIRED", "CANCELLED"]),
    totalMinor: minor,
    depositMinor: minor,
  }),
});

const opening = z.object({
  outcome: z.enum(outcomesOf.open_attempt),
  /** How the order stands that is not paid now. */
  state: z.string().nullish(),
  basket: z.string().nullish(),
  attempt: attempt.nullish(),
});
export type Opening = z.output<typeof opening>;

type Wanted = {
  preorderId: string;
  userId: string;
  kind: "DEPOSIT" | "BALANCE";
  rail: string;
  methodId: string | null;
  byLink: boolean;
  /** The rails that a shop offers, and those that a demo does. */
  offers: { shop: string[]; demo: string[] };
};

/** Opens an attempt to pay an order by one way, or finds the one that is open; the words are those of open_attempt(). */
export async function openAttempt(db: Queryable, wanted: Wanted): Promise<Opening> {
  const { preorderId, userId, kind, rail, methodId, byLink, offers } = wanted;
  const rows = await db.$queryRaw<AnswerRows>`
    SELECT open_attempt(${preorderId}::uuid, ${userId}::uuid, ${kind}::"PaymentKind", ${rail}, ${methodId}::uuid,
      ${byLink}, ${offers.shop}::text[], ${offers.demo}::text[]) AS answer`;
  return readAnswer(opening, rows);
}
