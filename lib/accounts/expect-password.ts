import type { Purse } from "#lib/accounts/guesses.ts";
import type { Asking } from "#lib/accounts/mailed-codes.ts";
import { hashingFor, verifyPassword } from "#lib/accounts/password.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Refuses with wrong_password or rate_limited whoever is signed in and does not know the password. */
export async function expectPassword(
  { db, guesses }: Uses<"db" | "guesses">,
  { id }: Actor,
  password: string,
  { client }: Asking,
): Promise<void> {
  const purses: Purse[] = [["signIn", `within ${id}`]];
  await guesses.take(purses);
  const credential = await db.account.findFirst({ where: { userId: id, providerId: "credential" } });
  const isRight = await hashingFor({ network: client.network }, () =>
    verifyPassword({ hash: credential?.password ?? "", password }),
  );
  if (!isRight) throw new Refusal("wrong_password", { field: "password" });
  await guesses.giveBack(purses);
}
