import { expectPassword } from "#lib/accounts/expect-password.ts";
import type { Buyer } from "#lib/accounts/gate.ts";
import { type Asking, withCode } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";
import { markProven } from "#lib/factors/holder.ts";
import type { ProofInput } from "#lib/factors/schema.ts";
import { askedOf } from "#lib/factors/show-factor.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Shows once more who has this session, by password or by a code that was mailed for it. Refuses with factor_needed whoever has a factor
 * to show, with wrong_password, mailed_code_wrong or rate_limited.
 */
export async function proveAgain(
  app: Uses<"db" | "guesses">,
  buyer: Buyer,
  { proof, token, asking }: { proof: ProofInput; token: string | null; asking: Asking },
): Promise<void> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  const { app: hasApp, passkey } = await askedOf(app, { userId: buyer.id });
  if (hasApp || passkey) throw new Refusal("factor_needed");
  if (!("password" in proof))
    return withCode(app, { ...proof, purpose: "prove", userId: buyer.id }, asking, (tx) => markProven(tx, token ?? ""));
  await expectPassword(app, buyer, proof.password, asking);
  await app.db.$transaction((tx) => markProven(tx, token ?? ""));
}
