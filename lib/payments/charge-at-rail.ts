import type { Uses } from "#lib/container.ts";
import { chargeRequest, type PaymentRow } from "#lib/payments/payment-row.ts";
import type { Charge, ChargeRequest } from "#lib/payments/rail.ts";

/**
 * Charges an open attempt. Where a rail asks and takes in two calls, the name of the charge is stored before anything is taken; an
 * attempt that was ended meanwhile takes nothing.
 */
export async function chargeAtRail(
  app: Uses<"db" | "rails">,
  attempt: PaymentRow,
  card?: ChargeRequest["card"],
): Promise<Charge> {
  const rail = app.rails.named(attempt.rail);
  const request = chargeRequest(attempt, card);
  if (request.ref || !rail.prepare) return rail.charge(request);
  const prepared = await rail.prepare(request);
  if (prepared.state === "failed") return prepared;
  const { ref } = prepared;
  if (await noteRef(app, attempt, ref)) return rail.charge({ ...request, ref });
  return (await rail.cancel({ ...request, ref })) ?? { state: "failed", ref, reason: "replaced" };
}

/** True while the attempt is still wanted. */
async function noteRef({ db }: Uses<"db">, { id }: PaymentRow, ref: string): Promise<boolean> {
  const noted = await db.$executeRaw`UPDATE payment SET provider_ref = coalesce(provider_ref, ${ref})
    WHERE id = ${id}::uuid AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')`;
  return noted > 0;
}
