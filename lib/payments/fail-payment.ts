import type { Uses } from "#lib/container.ts";
import { chargeLimits } from "#lib/payments/charge-limits.ts";
import { failBalanceTry } from "#lib/payments/fail-balance-try.ts";
import type { MoneyUses } from "#lib/payments/money-uses.ts";
import { parkEvent } from "#lib/payments/park-event.ts";
import { chargedMinor, chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";

/** Ends an attempt that took no money; one that was captured stays so. The buyer may start another. */
export async function failPayment(
  app: Uses<"db" | "engine" | "orderLinks" | "publish">,
  payment: PaymentRow,
  reason: string,
  ref: string | null,
): Promise<void> {
  const isUnchargeable = reason === "amount_not_chargeable";
  if (isUnchargeable) await parkUnchargeable(app, payment);
  else if (payment.offSession) return failBalanceTry(app, payment.preorderId, { reason, paymentId: payment.id, ref });
  const { db, publish } = app;
  const ended = await db.$queryRaw<{ id: string; userId: string; state: string }[]>`
    UPDATE payment p SET state = 'FAILED', failure = ${reason}, settled_at = now(), provider_ref = coalesce(p.provider_ref, ${ref})
    FROM preorder o WHERE (p.id = ${payment.id}::uuid OR p.share_of = ${payment.id}::uuid) AND p.kind <> 'REFUND'
      AND p.state IN ('CREATED', 'PENDING') AND o.id = p.preorder_id
    RETURNING o.id::text AS id, o.user_id::text AS "userId", o.state::text AS state`;
  for (const { userId, ...order } of ended) publish.orderChanged(userId, order);
}

/** No card is at fault and no other try would do better: a person has to look at the amount. */
async function parkUnchargeable(app: Uses<"db">, payment: PaymentRow): Promise<void> {
  const { id: paymentId, preorderId, rail, currency, providerRef } = payment;
  const amountMinor = chargedMinor(payment);
  const limits = chargeLimits("stripe", currency);
  const note = `${rail} cannot charge ${amountMinor} ${currency}${limits ? `: in steps of ${limits.step}, from ${limits.least} to ${limits.most}` : ""}`;
  const facts = { kind: "failed" as const, paymentId, ref: providerRef ?? "", refundRef: null, method: null };
  const event = {
    id: `unchargeable:${preorderId}:${payment.kind.toLowerCase()}`,
    ...facts,
    amountMinor,
    currency,
    reason: "amount_not_chargeable",
  };
  await parkEvent(app, rail, event, paymentId, note);
  await app.db.$executeRaw`UPDATE balance SET next_try_at = NULL WHERE preorder_id = ${preorderId}::uuid`;
}

/** Ends it here and at the rail, where it could else be tried again: the next attempt has a charge of its own. */
export async function endPayment(
  app: MoneyUses,
  payment: PaymentRow,
  reason: string,
  ref: string | null,
): Promise<void> {
  await failPayment(app, payment, reason, ref);
  if (!ref) return;
  await app.rails
    .named(payment.rail)
    .cancel({ ...chargeRequest(payment), ref })
    .catch(() => undefined);
}
