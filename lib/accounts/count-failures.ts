import type { Purse } from "#lib/accounts/guesses.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/** A try that ends in `code` costs a point of each, any other nothing. Refuses with rate_limited before the try. */
export async function countFailures<Answer>(
  { guesses }: Uses<"guesses">,
  purses: Purse[],
  code: RefusalCode,
  act: () => Promise<Answer>,
): Promise<Answer> {
  await guesses.expect(purses);
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal && error.code === code) await guesses.spend(purses);
    throw error;
  }
}
