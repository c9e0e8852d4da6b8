import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Forgets what was kept, at the rail first: what is forgotten here is never looked for there again. Orders whose balance it was for
 * have to be paid by hand. Refuses with not_found, and with payment_unavailable while the rail cannot be reached.
 */
export async function forgetMethod({ db, rails }: Uses<"db" | "rails">, buyer: Buyer, id: string): Promise<void> {
  const method = await db.paymentMethod.findFirst({ where: { id, userId: buyer.id } });
  if (!method) throw new Refusal("not_found");
  if (method.removedAt) return;
  const { rail, reference: ref, customer } = method;
  try {
    await rails.find(rail)?.vault?.forget({ ref, customer });
  } catch (error) {
    log.warn({ event: "payment_method_not_forgotten", err: error, rail }, "the rail did not forget a payment method");
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
  await db.$transaction([
    db.$executeRaw`UPDATE payment_method SET removed_at = now() WHERE id = ${id}::uuid`,
    db.$executeRaw`UPDATE preorder SET method_id = NULL WHERE method_id = ${id}::uuid`,
  ]);
}
