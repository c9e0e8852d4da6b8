import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { MethodFacts } from "#lib/payments/rail.ts";
import type { KeptMethod } from "#lib/payments/rail-event.ts";

type Kept = { rail: string; userId: string; method: KeptMethod };

/** What a deposit was paid with is called what its rail calls it; asking for that is never in the way of the money. */
export async function labelMethod(app: Uses<"db" | "rails">, rail: string, method: KeptMethod): Promise<void> {
  const facts = await factsOf(app, rail, method);
  if (!facts) return;
  await app.db.$executeRaw`UPDATE payment_method SET label = ${facts.label}, fingerprint = ${facts.fingerprint}
    WHERE rail = ${rail} AND reference = ${method.ref} AND label IS NULL`;
}

/**
 * The balance of this order is charged to this from now on. If a try failed before, the next comes at once. What is kept
 * belongs to the account that the order belongs to.
 */
export async function chargeTo(
  { db, publish }: Uses<"db" | "publish">,
  preorderId: string,
  methodId: string,
): Promise<void> {
  const [order] = await db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<{ userId: string; state: string }[]>`
      UPDATE preorder o SET method_id = m.id FROM payment_method m
      WHERE o.id = ${preorderId}::uuid AND m.id = ${methodId}::uuid AND m.user_id = o.user_id AND m.removed_at IS NULL
      RETURNING o.user_id AS "userId", o.state::text AS state`;
    await tx.$executeRaw`UPDATE balance SET next_try_at = now() WHERE preorder_id = ${preorderId}::uuid AND tries > 0 AND paid_at IS NULL`;
    return changed;
  });
  if (order) publish.orderChanged(order.userId, { id: preorderId, state: order.state });
}

/** The id under which it is kept, whoever told of it first. What it is called is asked for, and never in the way of the money. */
export async function keepMethod(app: Uses<"db" | "rails">, { rail, userId, method }: Kept): Promise<string> {
  const { db } = app;
  const known = await db.paymentMethod.findUnique({
    where: { rail_reference: { rail, reference: method.ref } },
    select: { id: true },
  });
  if (known) return known.id;
  const facts = await factsOf(app, rail, method);
  const [kept] = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO payment_method AS m (user_id, rail, reference, customer, label, fingerprint)
    VALUES (${userId}::uuid, ${rail}, ${method.ref}, ${method.customer}, ${facts?.label ?? null}, ${facts?.fingerprint ?? null})
    ON CONFLICT (rail, reference) DO UPDATE SET label = coalesce(m.label, excluded.label) RETURNING id::text`;
  if (!kept) throw new Error(`payment method ${method.ref} was not kept`);
  return kept.id;
}

async function factsOf({ rails }: Uses<"rails">, rail: string, method: KeptMethod): Promise<MethodFacts | null> {
  try {
    return (await rails.named(rail).vault?.describe(method)) ?? null;
  } catch (error) {
    log.warn({ event: "payment_method_unlabelled", err: error, rail }, "a payment method is kept without its label");
    return null;
  }
}
