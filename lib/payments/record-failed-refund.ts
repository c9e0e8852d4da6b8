import type { Uses } from "#lib/container.ts";
import type { Applied } from "#lib/payments/applied.ts";
import { failRefund } from "#lib/payments/fail-refund.ts";
import { parkUnknown } from "#lib/payments/park-event.ts";
import { paymentOf, sharesOf } from "#lib/payments/payment-row.ts";
import type { MoneyEvent } from "#lib/payments/rail-event.ts";
import { ownRefund } from "#lib/payments/record-refund.ts";

/** A refund that did not arrive, perhaps long after it was told of as done: one of ours, or one that the seller made at the provider. */
export async function recordFailedRefund(
  app: Uses<"db" | "engine" | "orderLinks" | "rails">,
  rail: string,
  event: MoneyEvent,
): Promise<Applied> {
  const refund = await ownRefund(app, rail, event);
  if (refund) {
    for (const share of await sharesOf(app, refund)) await failRefund(app, share, event.reason ?? "unknown");
    await failRefund(app, refund, event.reason ?? "unknown");
    return { status: "applied", paymentId: refund.id };
  }
  const charge = await paymentOf(app, rail, event);
  if (!charge) return parkUnknown(app, rail, event);
  // The return of a second payment stands on the desk again. One that the seller made and that was never done changed nothing here.
  const undone = await app.db
    .$executeRaw`UPDATE payment SET failure = 'paid_twice' WHERE id = ${charge.id}::uuid AND failure = 'paid_twice_returned'`;
  return { status: undone > 0 ? "applied" : "ignored", paymentId: charge.id };
}
