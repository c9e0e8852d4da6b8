import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Stops whoever tries out cards: after ten declined within ten minutes an account waits. Refuses with rate_limited. */
export async function countDeclines<Answer>(buyer: Buyer, pay: () => Promise<Answer>): Promise<Answer> {
  const { limits } = container();
  limits.expect("declines", buyer.id);
  try {
    return await pay();
  } catch (error) {
    if (error instanceof Refusal && error.code === "payment_declined") limits.spend("declines", buyer.id);
    throw error;
  }
}
