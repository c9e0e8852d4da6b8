import { randomUUID } from "node:crypto";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { hashingFor, saltOf } from "#lib/accounts/password.ts";
import { askForProof } from "#lib/accounts/prove-address.ts";
import { expectStrong } from "#lib/accounts/weak-password.ts";
import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { Client } from "#lib/network/clients.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";

type NewAccount = { name: string; email: string; password: string };

/** Addresses that are being signed up in this process. */
const underWay = new Set<string>();

/**
 * Makes an account and returns the cookies to set. Whether the address has one already shows nowhere: then this one only claims it,
 * can do all that one with an unproven address can, and word goes to the mailbox, whose owner decides. Refuses with password_common,
 * rate_limited, or email_taken where two sign up with one address in the same moment.
 */
export async function signUp(
  app: Uses<"addressLinks" | "auth" | "db" | "env" | "limits">,
  request: Request,
  account: NewAccount,
  client: Client,
): Promise<string[]> {
  const { limits } = app;
  const { network } = client;
  const email = account.email.toLowerCase();
  await limits.shared.expect("signUpByAddress", network);
  await limits.shared.spend("passwordsByAddress", network);
  expectStrong(account.password, { field: "password", about: [account.name, email] });
  if (underWay.has(email)) throw new Refusal("email_taken", { field: "email" });
  underWay.add(email);
  try {
    const owner = await ownerOf(app, email);
    const cookies = owner
      ? await claim(app, request, { ...account, email }, { ...owner, client })
      : await hashingFor({ network }, () => make(app, request, { ...account, email }, client));
    await limits.shared.spend("signUpByAddress", network);
    return cookies;
  } finally {
    underWay.delete(email);
  }
}

async function make(
  app: Uses<"addressLinks" | "auth" | "db">,
  request: Request,
  account: NewAccount,
  client: Client,
): Promise<string[]> {
  const { auth, db } = app;
  const cookies = await passDoor(auth, request, { input: account, client });
  const { id } = await db.user.findUniqueOrThrow({ where: { email: account.email }, select: { id: true } });
  await askForProof(app, { id, email: account.email }).catch(logged);
  return cookies;
}

/** Hashed with the salt of the account that has the address, so that whoever signs in waits for one hash, whatever there is. */
async function claim(
  app: Uses<"addressLinks" | "auth" | "db" | "env">,
  request: Request,
  { email, ...account }: NewAccount,
  { client, ...owner }: { id: string; isProven: boolean; salt: Buffer | undefined; client: Client },
): Promise<string[]> {
  const { auth, db } = app;
  const input = { ...account, email: `${randomUUID()}@claim.invalid` };
  const cookies = await hashingFor({ network: client.network, salt: owner.salt }, () =>
    passDoor(auth, request, { input, client }),
  );
  const { id } = await db.user.update({
    where: { email: input.email },
    data: { claimedEmail: email, isAnonymous: true },
    select: { id: true },
  });
  if (owner.isProven)
    await notify(db, [
      { kind: "accountExists", occasion: id, to: { userId: owner.id, address: email }, facts: placesFor(app, email) },
    ]).catch(logged);
  else await askForProof(app, { id, email }).catch(logged);
  return cookies;
}

function placesFor({ env }: Uses<"env">, email: string) {
  const { PUBLIC_URL } = env;
  const query = new URLSearchParams({ email });
  return { signIn: `${PUBLIC_URL}/sign-in?${query}`, forgotten: `${PUBLIC_URL}/forgotten-password?${query}` };
}

/** Whoever works here has an address that the shop gave them. */
async function ownerOf({ db }: Uses<"db">, email: string) {
  const owner = await db.user.findUnique({
    where: { email },
    select: { id: true, emailVerified: true, role: true, accounts: { where: { providerId: "credential" } } },
  });
  if (!owner) return null;
  const [credential] = owner.accounts;
  const isProven = owner.emailVerified || !["guest", "viewer"].includes(owner.role);
  return { id: owner.id, isProven, salt: saltOf(credential?.password ?? "") };
}

const logged = (error: unknown) =>
  log.warn({ event: "account_mail_failed", err: error }, "the owner of a new account's address could not be notified");
