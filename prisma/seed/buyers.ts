import { randomBytes, randomUUID } from "node:crypto";
import type { Sessions } from "#lib/accounts/sessions.ts";
import type { Database } from "#lib/db.ts";

export type SeededBuyer = { id: string; email: string; cookie: string };

const atOnce = 5000;

/** Viewers with an account and a signed session each, for load tools and audits. */
export async function writeBuyers(db: Database, sessions: Sessions, count: number): Promise<SeededBuyer[]> {
  const run = randomBytes(4).toString("hex");
  const buyers: SeededBuyer[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => ({
      id: randomUUID(),
      email: `buyer-${run}-${from + index + 1}@demo.launchroom`,
      token: randomBytes(24).toString("base64url"),
    }));
    await db.$transaction([
      db.$executeRaw`INSERT INTO "user" (id, name, email, email_verified, role)
        SELECT id, 'Buyer ' || left(id::text, 4), email, true, 'viewer'
        FROM unnest(${batch.map(({ id }) => id)}::uuid[], ${batch.map(({ email }) => email)}::text[]) b(id, email)`,
      db.$executeRaw`INSERT INTO session (id, token, user_id, expires_at)
        SELECT gen_random_uuid(), token, user_id, now() + interval '30 days'
        FROM unnest(${batch.map(({ token }) => token)}::text[], ${batch.map(({ id }) => id)}::uuid[]) s(token, user_id)`,
    ]);
    buyers.push(...batch.map(({ id, email, token }) => ({ id, email, cookie: sessions.cookieFor(token) })));
  }
  return buyers;
}

/** A signed session of an existing account. */
export async function openSession(db: Database, sessions: Sessions, email: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const { id } = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  await db.session.create({ data: { token, userId: id, expiresAt: new Date(Date.now() + 30 * 86_400_000) } });
  return sessions.cookieFor(token);
}
