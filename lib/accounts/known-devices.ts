import type { Uses } from "#lib/container.ts";

/** Whether the account with this address was entered from this browser before. */
export async function knowsDevice({ db }: Uses<"db">, email: string, device: string): Promise<boolean> {
  const known = await db.knownDevice.findFirst({
    where: { device, user: { OR: [{ email }, { claimedEmail: email }] } },
    select: { device: true },
  });
  return known !== null;
}

/** Notes that the account was entered from this browser; an account keeps its newest thirty. */
export async function rememberDevice(app: Uses<"db">, email: string, device: string | null): Promise<void> {
  if (!device) return;
  const { db } = app;
  await db.$executeRaw`
    INSERT INTO known_device (user_id, device) SELECT id, ${device} FROM "user" WHERE (email = ${email} OR claimed_email = ${email}) AND EXISTS (
      SELECT FROM session s WHERE s.user_id = "user".id AND s.device = ${device} AND s.factor_due IS NULL)
    ON CONFLICT (user_id, device) DO UPDATE SET seen_at = now()`;
  await db.$executeRaw`
    DELETE FROM known_device d USING (
      SELECT user_id, device, row_number() OVER (PARTITION BY user_id ORDER BY seen_at DESC) AS place FROM known_device
      WHERE user_id IN (SELECT id FROM "user" WHERE email = ${email})) o
    WHERE d.user_id = o.user_id AND d.device = o.device AND o.place > 30`;
}
