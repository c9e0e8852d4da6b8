import { adoptGuestWithin } from "#lib/accounts/adopt-guest.ts";
import { deviceOf } from "#lib/accounts/device.ts";
import { rememberDevice } from "#lib/accounts/known-devices.ts";
import { type Transaction, withCode } from "#lib/accounts/mailed-codes.ts";
import { openSession, sessionCookie } from "#lib/accounts/open-session.ts";
import { forgetWaysToPay } from "#lib/accounts/password-set.ts";
import type { CodeAnswer } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { adoptOrdersAt, adoptWaitingOrders } from "#lib/engine/adopt-guest.ts";
import type { Client } from "#lib/network/clients.ts";
import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

type SignInUses = Uses<"db" | "env" | "guesses" | "sessions">;

/**
 * Signs in whoever reads the mails to an address; who has no account there has one from then on. The session is a new one, and what
 * this browser ordered as a guest moves along, with the guest orders that were placed with the address. Returns the cookie to set.
 * Refuses with mailed_code_wrong or rate_limited.
 */
export async function signInByCode(
  app: SignInUses,
  { headers }: Request,
  { ticket, code }: CodeAnswer,
  client: Client,
): Promise<string> {
  const device = deviceOf(headers);
  const before = app.sessions.tokenOf(headers.get("cookie"));
  const enter = () =>
    withCode(app, { purpose: "signIn", ticket, code }, { client, device }, async (tx, address) => {
      const ownerId = await ownerOf(tx, address, headers);
      await leave(tx, before, { ownerId, address });
      await adoptWaitingOrders(tx, { accountId: ownerId, email: address });
      await adoptOrdersAt(tx, { email: address, ownerId });
      return { token: await openSession(tx, ownerId, { headers, client }), address };
    });
  // Two codes of one address in the same moment: the account is there by now, and the code was not used up.
  const { token, address } = await enter().catch((error: unknown) => {
    if (isDuplicateOf(error, "email")) return enter();
    throw error;
  });
  await rememberDevice(app, address, device);
  return sessionCookie(app, token);
}

/** The account of an address that is proven now. Whoever had it without proof may have been anybody, so their ways in end. */
async function ownerOf(tx: Transaction, email: string, headers: Headers): Promise<string> {
  const [owner] = await tx.$queryRaw<{ id: string; role: string; proven: boolean }[]>`
    SELECT id, role::text, email_verified AS proven FROM "user" WHERE email = ${email} FOR UPDATE`;
  if (!owner) {
    const [name = email] = email.split("@");
    const made = await tx.user.create({ data: { name, email, emailVerified: true, ...readerOf(headers) } });
    return made.id;
  }
  if (!owner.proven && owner.role === "viewer") {
    await forgetWaysToPay(tx, owner.id);
    await tx.account.deleteMany({ where: { userId: owner.id } });
    await tx.factor.deleteMany({ where: { userId: owner.id } });
    await tx.session.deleteMany({ where: { userId: owner.id } });
    await tx.$executeRaw`DELETE FROM verification WHERE value = ${owner.id}`;
    await tx.$executeRaw`DELETE FROM known_device WHERE user_id = ${owner.id}::uuid`;
  }
  if (!owner.proven) await tx.user.update({ where: { id: owner.id }, data: { emailVerified: true } });
  return owner.id;
}

/** Ends the session that this browser had. A guest moves along, and so does who claimed this very address; another account stays as it is. */
async function leave(
  tx: Transaction,
  token: string | null,
  { ownerId, address }: { ownerId: string; address: string },
) {
  if (token === null) return;
  const session = await tx.session.findUnique({ where: { token }, include: { user: true } });
  if (!session) return;
  const { user } = session;
  await tx.session.deleteMany({ where: { token } });
  if (
    session.factorDue !== null ||
    user.id === ownerId ||
    !user.isAnonymous ||
    (user.claimedEmail !== null && user.claimedEmail !== address)
  )
    return;
  await adoptGuestWithin(tx, { guestId: user.id, ownerId });
  await tx.user.delete({ where: { id: user.id } });
}

/**
 * Joins the guest orders that were placed with an address to whoever proves it: to the account, or to this browser's guest. Returns how
 * many those were, and the cookie to set where there was nobody yet. Refuses with mailed_code_wrong or rate_limited.
 */
export async function findOrders(
  app: SignInUses,
  { headers }: Request,
  { ticket, code }: CodeAnswer,
  client: Client,
): Promise<{ found: number; hasAccount: boolean; cookie: string | null }> {
  const asking = { client, device: deviceOf(headers) };
  const who = await app.sessions.find(headers.get("cookie"));
  return withCode(app, { purpose: "orders", ticket, code }, asking, async (tx, email) => {
    const made = who ? null : await becomeGuest(tx, headers, client);
    const ownerId = who?.id ?? made?.id;
    if (!ownerId) throw new Refusal("not_signed_in");
    const found = await adoptOrdersAt(tx, { email, ownerId });
    const hasAccount = (await tx.user.count({ where: { email, NOT: { id: ownerId } } })) > 0;
    return { found, hasAccount, cookie: made ? sessionCookie(app, made.token) : null };
  });
}

async function becomeGuest(tx: Transaction, headers: Headers, client: Client) {
  const email = `temp-${crypto.randomUUID()}@guest.invalid`;
  const data = { name: "Guest", email, role: "guest", isAnonymous: true, ...readerOf(headers) } as const;
  const { id } = await tx.user.create({ data, select: { id: true } });
  return { id, token: await openSession(tx, id, { headers, client }) };
}
