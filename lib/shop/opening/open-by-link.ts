import { randomUUID } from "node:crypto";
import { digestOf } from "#lib/accounts/link-key.ts";
import { openSession } from "#lib/accounts/open-session.ts";
import { hashingFor, hashPassword } from "#lib/accounts/password.ts";
import { expectStrong } from "#lib/accounts/weak-password.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import type { Client } from "#lib/network/clients.ts";
import { Refusal } from "#lib/refusal.ts";
import type { OpeningInput } from "#lib/shop/schema.ts";
import { readerOf } from "#lib/words/reader.ts";

/**
 * Makes the first owner's account by the link that the server printed, and the shop a real one. Returns the token of a session. The
 * link is good once and for nobody after an owner is there, however many press at once. Refuses with opening_over, password_common,
 * email_taken or rate_limited; then nothing is written.
 */
export async function openByLink(
  app: Uses<"db" | "limits" | "shop">,
  { token, name, password, ...input }: OpeningInput,
  { headers, client }: { headers: Headers; client: Client },
): Promise<string> {
  const { db, limits, shop } = app;
  const email = input.email.toLowerCase();
  await limits.shared.spend("passwordsByAddress", client.network);
  if (!(await isOpen(db, token))) throw new Refusal("opening_over");
  expectStrong(password, { field: "password", about: [name, email] });
  const hash = await hashingFor({ network: client.network }, () => hashPassword(password));
  const id = randomUUID();
  const session = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    if (!(await isOpen(tx, token))) throw new Refusal("opening_over");
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      throw new Refusal("email_taken", { field: "email" });
    // Whoever reads the server's console says whose the shop is: nobody else's proof counts for more.
    await tx.user.create({ data: { id, email, name, role: "owner", emailVerified: true, ...readerOf(headers) } });
    await tx.account.create({ data: { userId: id, accountId: id, providerId: "credential", password: hash } });
    await tx.$executeRaw`UPDATE shop_opening SET used_at = now() WHERE id = 1`;
    await tx.shop.update({ where: { id: 1 }, data: { mode: "real", seeded: true } });
    await recordAct(tx, { actorId: id, action: "shop.opened", subject: "shop", after: { owner: email } });
    return openSession(tx, id, { headers, client });
  });
  shop.forget();
  return session;
}

/** Whether a link still leads to an owner's account. Reading it takes nothing. */
export async function isOpen(db: Queryable, token: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ open: boolean }[]>`
    SELECT EXISTS (SELECT FROM shop_opening WHERE digest = ${digestOf(token)} AND used_at IS NULL AND expires_at > now())
      AND NOT EXISTS (SELECT FROM "user" WHERE role = 'owner') AS open`;
  return row?.open ?? false;
}
