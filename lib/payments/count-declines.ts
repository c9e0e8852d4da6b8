import { countFailures } from "#lib/accounts/count-failures.ts";
import type { Uses } from "#lib/container.ts";

/** Stops whoever tries out cards: after ten declined within ten minutes a purse waits, an account or the link of one order. */
export function countDeclines<Answer>(
  app: Uses<"guesses">,
  purse: string,
  pay: () => Promise<Answer>,
): Promise<Answer> {
  return countFailures(app, [["declines", purse]], "payment_declined", pay);
}
