import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Stops whoever tries out cards: after ten declined within ten minutes a purse waits: an account, or the link of one order. Refuses with rate_limited. */
export async function countDeclines<Answer>(purse: string, pay: () => Promise<Answer>): Promise<Answer> {
  const { limits } = container();
  limits.expect("declines", purse);
  try {
    return await pay();
  } catch (error) {
    if (error instanceof Refusal && error.code === "payment_declined") limits.spend("declines", purse);
    throw error;
  }
}
