import { makeKey } from "#lib/accounts/link-key.ts";
import type { Database } from "#lib/db.ts";

/**
 * Makes the link that lets the first owner of a shop in: good once, for a day, in place of the one before. Null when somebody owns the
 * shop. The answer is for the console of whoever runs the server, and stands nowhere else.
 */
export async function issueOpening(db: Database, publicUrl: string): Promise<string | null> {
  const { token, digest } = makeKey();
  const issued = await db.$executeRaw`
    INSERT INTO shop_opening (id, digest, expires_at)
    SELECT 1, ${digest}, now() + interval '1 day' WHERE NOT EXISTS (SELECT FROM "user" WHERE role = 'owner')
    ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at, used_at = NULL`;
  return issued === 0 ? null : `${publicUrl}/opening?token=${token}`;
}
