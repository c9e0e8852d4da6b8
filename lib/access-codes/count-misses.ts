import { countFailures } from "#lib/accounts/count-failures.ts";
import type { Uses } from "#lib/container.ts";

type Guesser = { account: string; address: string };

/** Stops whoever guesses codes: after a handful of wrong ones within ten minutes an account waits. Refuses with rate_limited. */
export function countMisses<Answer>(
  app: Uses<"guesses">,
  { account, address }: Guesser,
  use: () => Promise<Answer>,
): Promise<Answer> {
  return countFailures(
    app,
    [
      ["codeMisses", account],
      ["codeMissesByNetwork", address],
    ],
    "code_invalid",
    use,
  );
}
