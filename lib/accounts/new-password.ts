import { deviceOf } from "#lib/accounts/device.ts";
import type { Buyer } from "#lib/accounts/gate.ts";
import type { Purse } from "#lib/accounts/guesses.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { hashingFor, hashPassword, verifyPassword } from "#lib/accounts/password.ts";
import { onPasswordSet, passwordNotice } from "#lib/accounts/password-set.ts";
import { expectStrong } from "#lib/accounts/weak-password.ts";
import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/network/clients.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** Sends a link to a new password, if there is an account; the answer does not wait for it, so it tells nothing. */
export async function askForNewPassword(
  { auth, guesses }: Uses<"auth" | "guesses">,
  request: Request,
  email: string,
  { network, ...client }: Client,
): Promise<void> {
  await guesses.take([
    ["linksByMailbox", email],
    ["linksByNetwork", network],
  ]);
  void passDoor(auth, request, { path: "/request-password-reset", input: { email }, client }).catch((error: unknown) =>
    log.warn({ event: "password_link_failed", err: error }, "no link to a new password was sent"),
  );
}

/**
 * Sets a password by the link of a mail, once. All sessions of the account end. Refuses with link_over or password_common. All of
 * it is one transaction, so that a link is used up only by a password that is set.
 */
export async function setPassword(
  app: Uses<"auth" | "db" | "env" | "limits">,
  { headers }: Request,
  { token, password }: { token: string; password: string },
  { network }: Client,
): Promise<void> {
  const { auth, db, limits } = app;
  await limits.shared.spend("passwordsByAddress", network);
  expectStrong(password, { field: "password" });
  const { internalAdapter } = await auth.$context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  const account = link && (await db.user.findUnique({ where: { id: link.value } }));
  if (!link || !account || link.expiresAt < new Date()) throw new Refusal("link_over");
  const hash = await hashingFor({ network }, () => hashPassword(password));
  await db.$transaction(async (tx) => {
    const { count } = await tx.verification.deleteMany({ where: { id: link.id } });
    if (count === 0) throw new Refusal("link_over");
    await writePassword(tx, account.id, hash);
    await tx.session.deleteMany({ where: { userId: account.id } });
    await onPasswordSet(app, tx, account, deviceOf(headers));
  });
}

/** Changes the password of whoever knows the old one; every other session ends, with its lines. Refuses with wrong_password. */
export async function changePassword(
  app: Uses<"db" | "env" | "guesses" | "limits">,
  buyer: Buyer,
  { current, password }: { current: string; password: string },
  { client, token }: { client: Client; token: string | null },
): Promise<void> {
  const { db, guesses, limits } = app;
  const { network } = client;
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  await limits.shared.spend("passwordsByAddress", network);
  expectStrong(password, { field: "password", about: [buyer.name, buyer.email] });
  const purses: Purse[] = [["signIn", `within ${buyer.id}`]];
  await guesses.take(purses);
  try {
    const hash = await hashingFor({ network }, () => newHash(app, buyer, current, password));
    await db.$transaction(async (tx) => {
      await writePassword(tx, buyer.id, hash);
      await tx.$executeRaw`DELETE FROM session WHERE user_id = ${buyer.id}::uuid AND token <> ${token ?? ""}`;
      await tx.$executeRaw`DELETE FROM verification WHERE value = ${buyer.id}`;
      await tx.$executeRaw`DELETE FROM known_device WHERE user_id = ${buyer.id}::uuid AND device NOT IN (
        SELECT device FROM session WHERE user_id = ${buyer.id}::uuid AND device IS NOT NULL)`;
      await notify(tx, [passwordNotice(app, buyer)]);
    });
    await guesses.clear(purses);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "wrong_password")) await guesses.giveBack(purses);
    throw error;
  }
}

/** The new password's hash, for whoever knows the old one. */
async function newHash({ db }: Uses<"db">, { id }: Buyer, current: string, password: string): Promise<string> {
  const credential = await db.account.findFirst({ where: { userId: id, providerId: "credential" } });
  const isRight = await verifyPassword({ hash: credential?.password ?? "", password: current });
  if (!isRight) throw new Refusal("wrong_password", { field: "current" });
  return hashPassword(password);
}

async function writePassword(tx: Prisma.TransactionClient, userId: string, password: string): Promise<void> {
  const known = { userId, providerId: "credential" };
  const { count } = await tx.account.updateMany({ where: known, data: { password } });
  if (count === 0) await tx.account.create({ data: { ...known, accountId: userId, password } });
}
