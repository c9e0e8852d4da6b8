import { deviceIn } from "#lib/accounts/device.ts";
import { requireBuyer } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { limitOrders } from "#lib/preorders/limit-orders.ts";
import { placeOrder } from "#lib/preorders/place-order.ts";
import { idempotencyKey, type PreorderInput, type PreorderReceipt } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

type Asking = { actor: Actor | null; key: unknown; address: string; cookies: string | undefined };

/**
 * Lets a request whose body is right through to the shelf: who is it, by which key, not too fast. Refuses with not_signed_in,
 * missing_idempotency_key or rate_limited, and answers as `placeOrder` does.
 */
export function admitOrder(
  app: Uses<"challenges" | "engine" | "limits">,
  { actor, key, address, cookies }: Asking,
  input: PreorderInput,
): Promise<PreorderReceipt> | Refusal {
  const buyer = requireBuyer(actor);
  const { success, data } = idempotencyKey.safeParse(key);
  if (!success) throw new Refusal("missing_idempotency_key", { field: "Idempotency-Key" });
  limitOrders(app, { buyer, contact: input.contact, address });
  const guest = buyer.isAnonymous ? { network: address, device: deviceIn(cookies) } : undefined;
  return placeOrder(app, buyer, input, data, guest);
}
