import type { Uses } from "#lib/container.ts";
import { tellOfChange } from "#lib/factors/tell-of-change.ts";

/**
 * For the console, when somebody lost every factor and code: takes them all away and ends every session. They sign in as before and
 * set new ones up. Returns how many factors went; null when nobody has that address.
 */
export async function resetFactors(app: Uses<"db" | "env">, email: string): Promise<number | null> {
  return app.db.$transaction(async (tx) => {
    const account = await tx.user.findUnique({ where: { email }, select: { id: true, email: true } });
    if (!account) return null;
    const { count } = await tx.factor.deleteMany({ where: { userId: account.id } });
    if (count === 0) return 0;
    await tx.recoveryCode.deleteMany({ where: { userId: account.id } });
    await tx.session.deleteMany({ where: { userId: account.id } });
    await tellOfChange(app, tx, account, { change: "reset", name: "", actorId: null });
    return count;
  });
}
