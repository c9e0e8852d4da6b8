import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";

/** Notes what a passkey has to sign in this session: once, within five minutes, the newest alone. */
export async function keepChallenge({ db }: Uses<"db">, token: string, challenge: string): Promise<void> {
  await db.$executeRaw`
    UPDATE session SET challenge = ${challenge}, challenge_due = now() + interval '5 minutes' WHERE token = ${token}`;
}

/** Uses it up; null when there is none, or it came too late. */
export async function takeChallenge(tx: Transaction, token: string): Promise<string | null> {
  const [asked] = await tx.$queryRaw<{ challenge: string }[]>`
    SELECT challenge FROM session WHERE token = ${token} AND challenge_due > now() FOR UPDATE`;
  await tx.$executeRaw`UPDATE session SET challenge = NULL, challenge_due = NULL WHERE token = ${token}`;
  return asked?.challenge ?? null;
}
