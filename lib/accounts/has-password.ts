import type { Uses } from "#lib/container.ts";

/** Whether an account can be entered by a password; one that was made by a mailed code has none. */
export async function hasPassword({ db }: Uses<"db">, { id: userId }: { id: string }): Promise<boolean> {
  return (await db.account.count({ where: { userId, providerId: "credential" } })) > 0;
}
