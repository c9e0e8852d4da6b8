import type { Uses } from "#lib/container.ts";

/** Whether a session that these cookies were set for still has to show a second factor. */
export async function awaitsFactor({ db, sessions }: Uses<"db" | "sessions">, cookies: string[]): Promise<boolean> {
  const tokens = cookies.flatMap((cookie) => sessions.tokenOf(cookie.split(";")[0]) ?? []);
  return (await db.session.count({ where: { token: { in: tokens }, factorDue: { not: null } } })) > 0;
}
