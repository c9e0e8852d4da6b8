import type { Buyer } from "#lib/accounts/gate.ts";
import type { Purse } from "#lib/accounts/guesses.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { hashingFor } from "#lib/accounts/password.ts";
import { passwordNotice } from "#lib/accounts/password-set.ts";
import { expectStrong } from "#lib/accounts/weak-password.ts";
import { container } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/network/clients.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";

/** Sends a link to a new password, if there is an account; the answer does not wait for it, so it tells nothing. */
export async function askForNewPassword(
  request: Request,
  email: string,
  { network, ...client }: Client,
): Promise<void> {
  const { auth, guesses } = container();
  await guesses.take([
    ["linksByMailbox", email],
    ["linksByNetwork", network],
  ]);
  void passDoor(auth, request, { path: "/request-password-reset", input: { email }, client }).catch((error: unknown) =>
    log.warn({ err: error }, "no link to a new password was sent"),
  );
}

/** Sets a password by the link of a mail, once. All sessions of the account end. Refuses with link_over or password_common. */
export async function setPassword(
  request: Request,
  { token, password }: { token: string; password: string },
  client: Client,
): Promise<void> {
  const { auth, limits } = container();
  const { network } = client;
  limits.spend("passwordsByAddress", network);
  expectStrong(password, { field: "password" });
  const through = { path: "/reset-password", input: { newPassword: password, token }, client };
  await hashingFor({ network }, () => passDoor(auth, request, through));
}

/** Changes the password of whoever knows the old one; every other session ends, with its lines. Refuses with wrong_credentials. */
export async function changePassword(
  request: Request,
  buyer: Buyer,
  { current, password }: { current: string; password: string },
  { client, token }: { client: Client; token: string | null },
): Promise<void> {
  const { auth, db, guesses, limits } = container();
  const { network } = client;
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  limits.spend("passwordsByAddress", network);
  expectStrong(password, { field: "password", about: [buyer.name, buyer.email] });
  const purses: Purse[] = [["signIn", `within ${buyer.id}`]];
  await guesses.take(purses);
  const input = { currentPassword: current, newPassword: password, revokeOtherSessions: false };
  try {
    await hashingFor({ network }, () => passDoor(auth, request, { path: "/change-password", input, client }));
    await guesses.clear(purses);
  } catch (error) {
    const isWrong = error instanceof Refusal && error.code === "wrong_credentials";
    if (!isWrong) await guesses.giveBack(purses);
    throw isWrong ? new Refusal("wrong_credentials", { field: "current" }) : error;
  }
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM session WHERE user_id = ${buyer.id}::uuid AND token <> ${token ?? ""}`;
    await tx.$executeRaw`DELETE FROM verification WHERE value = ${buyer.id}`;
    await tx.$executeRaw`DELETE FROM known_device WHERE user_id = ${buyer.id}::uuid AND device NOT IN (
      SELECT device FROM session WHERE user_id = ${buyer.id}::uuid AND device IS NOT NULL)`;
    await notify(tx, [passwordNotice(buyer)]);
  });
}
