import type { Actor, SessionView } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

const most = 100;

/** Where somebody is signed in, the newest first; `token` is that of who asks. */
export async function listSessions(
  { db }: Uses<"db">,
  { id: userId }: Actor,
  token: string | null,
): Promise<SessionView[]> {
  const rows = await db.session.findMany({
    where: { userId, expiresAt: { gt: new Date() }, factorDue: null },
    orderBy: { createdAt: "desc" },
    take: most,
  });
  return rows.map(({ id, createdAt, updatedAt, ipAddress, userAgent, token: own }) => ({
    id,
    address: ipAddress || null,
    agent: userAgent || null,
    since: createdAt.toISOString(),
    seen: updatedAt.toISOString(),
    isThis: own === token,
  }));
}

/** Ends one of them with its open lines. Refuses with not_found. */
export async function endSession({ db }: Uses<"db">, { id: userId }: Actor, id: string): Promise<void> {
  const { count } = await db.session.deleteMany({ where: { id, userId } });
  if (count === 0) throw new Refusal("not_found");
}

/** Ends all but the one with this token. */
export async function endOtherSessions({ db }: Uses<"db">, { id }: Actor, token: string | null): Promise<void> {
  await db.$executeRaw`DELETE FROM session WHERE user_id = ${id}::uuid AND token <> ${token ?? ""}`;
}
