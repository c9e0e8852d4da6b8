import type { Purse } from "#lib/accounts/guesses.ts";
import { container } from "#lib/container.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/** A try that ends in `code` costs a point of each, any other nothing. Refuses with rate_limited before the try. */
export async function countFailures<Answer>(
  purses: Purse[],
  code: RefusalCode,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const { guesses } = container();
  await guesses.expect(purses);
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal && error.code === code) await guesses.spend(purses);
    throw error;
  }
}
