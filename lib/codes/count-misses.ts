import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

type Guesser = { account: string; address: string };

/** Stops whoever guesses codes: after a handful of wrong ones within ten minutes an account waits. Refuses with rate_limited. */
export async function countMisses<Answer>({ account, address }: Guesser, use: () => Promise<Answer>): Promise<Answer> {
  const { limits } = container();
  limits.expect("codeMisses", account);
  limits.expect("codeMissesByAddress", address);
  try {
    return await use();
  } catch (error) {
    if (error instanceof Refusal && error.code === "code_invalid") {
      limits.spend("codeMisses", account);
      limits.spend("codeMissesByAddress", address);
    }
    throw error;
  }
}
