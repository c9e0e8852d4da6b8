import type { Buyer } from "#lib/accounts/gate.ts";
import type { MethodInput } from "#lib/balances/schema.ts";
import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import { chargeTo, keepMethod } from "#lib/payments/keep-method.ts";
import type { Keeping, KeepRequest, Vault } from "#lib/payments/rail.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Changes what the balance of an order is charged to, which only its buyer may: something kept before, or something new, which the rail may first ask
 * the buyer for with the `clientSecret` that is returned; then call again with the `setup` it named. A balance that failed is
 * tried again at once. Refuses with not_found, not_payable, method_gone, rail_not_offered, payment_declined or
 * payment_unavailable.
 */
export async function changeMethod(
  app: Uses<"db" | "publish" | "rails">,
  { id: userId }: Buyer,
  preorderId: string,
  { rail, card, methodId, setup }: MethodInput,
): Promise<{ clientSecret: string | null }> {
  const { db, rails } = app;
  const order = await db.preorder.findFirst({ where: { id: preorderId, userId } });
  if (!order) throw new Refusal("not_found");
  if (order.state !== "RESERVED" && order.state !== "LOCKED")
    throw new Refusal("not_payable", { detail: { state: order.state } });
  if (methodId) {
    const known = await db.paymentMethod.findFirst({ where: { id: methodId, userId, removedAt: null } });
    if (!known) throw new Refusal("method_gone", { field: "methodId" });
    await chargeTo(app, preorderId, known.id);
    return { clientSecret: null };
  }
  const { vault } = rails.named(rail);
  if (!vault || !(await rails.offered()).includes(rail)) throw new Refusal("rail_not_offered", { field: "rail" });
  const keeping = await keepAt(vault, { preorderId, userId, contact: order.contact, card, ref: setup ?? null });
  if (keeping.state === "failed") throw new Refusal("payment_declined", { detail: { reason: keeping.reason } });
  if (keeping.state === "needs_action") return { clientSecret: keeping.clientSecret };
  await chargeTo(app, preorderId, await keepMethod(app, { rail, userId, method: keeping.method }));
  return { clientSecret: null };
}

async function keepAt(vault: Vault, request: KeepRequest): Promise<Keeping> {
  try {
    return await vault.keep(request);
  } catch (error) {
    log.warn(
      { event: "payment_method_not_kept", err: error, preorder: request.preorderId },
      "the payment rail kept no method",
    );
    throw new Refusal("payment_unavailable", { retryAfter: 5 });
  }
}
