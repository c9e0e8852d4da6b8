import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Who has a session, whole or half; half ones are known here alone. */
export type Holder = { token: string; userId: string; email: string; isHalf: boolean };
type Found = Holder & { isAnonymous: boolean };

/** Refuses with sign_in_over where there is none, or it stayed half for ten minutes; with not_allowed for a guest. */
export async function requireHolder(
  { db, sessions }: Uses<"db" | "sessions">,
  cookies: string | null | undefined,
): Promise<Holder> {
  const token = sessions.tokenOf(cookies);
  const [found] = await db.$queryRaw<Found[]>`
    SELECT s.token, s.user_id AS "userId", u.email, s.factor_due IS NOT NULL AS "isHalf", u.is_anonymous AS "isAnonymous"
    FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.token = ${token ?? ""} AND s.expires_at > now() AND u.erased_at IS NULL AND (s.factor_due IS NULL OR s.factor_due > now())`;
  if (!found) throw new Refusal("sign_in_over");
  const { isAnonymous, ...holder } = found;
  if (isAnonymous) throw new Refusal("not_allowed");
  return holder;
}

/** Notes that whoever has a session showed who they are; a half one is whole from now on. Refuses with sign_in_over. */
export async function markProven(tx: Transaction, token: string): Promise<void> {
  const marked = await tx.$executeRaw`
    UPDATE session SET factor_due = NULL, proven_at = now() WHERE token = ${token} AND (factor_due IS NULL OR factor_due > now())`;
  if (marked === 0) throw new Refusal("sign_in_over");
}

/** Refuses with proof_needed unless they showed within a quarter of an hour who they are. */
export async function expectRecent(tx: Transaction, token: string | null): Promise<void> {
  if (!(await isRecent(tx, token))) throw new Refusal("proof_needed");
}

export async function isRecent(tx: Pick<Transaction, "$queryRaw">, token: string | null): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT FROM session WHERE token = ${token ?? ""} AND factor_due IS NULL AND proven_at > now() - interval '15 minutes'`;
  return rows.length > 0;
}
