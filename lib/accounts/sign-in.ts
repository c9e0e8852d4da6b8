import type { Purse } from "#lib/accounts/guesses.ts";
import { knowsDevice, rememberDevice } from "#lib/accounts/known-devices.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { hashingFor } from "#lib/accounts/password.ts";
import type { Uses } from "#lib/container.ts";
import type { Client } from "#lib/network/clients.ts";
import { nullWhen, Refusal } from "#lib/refusal.ts";

type Credentials = { email: string; password: string };

/**
 * Signs in to the account with this address, or to one that claims it, and returns the cookies to set. Only wrong passwords count, on the
 * account and the network together; a browser that was let in before is counted by itself, so that strangers never keep the owner
 * out. Refuses with wrong_credentials or rate_limited.
 */
export async function signIn(
  app: Uses<"auth" | "db" | "guesses">,
  request: Request,
  { email: typed, password }: Credentials,
  { client, device }: { client: Client; device: string | null },
): Promise<string[]> {
  const { guesses } = app;
  const email = typed.toLowerCase();
  const { network } = client;
  const isKnown = device !== null && (await knowsDevice(app, email, device));
  const purses: Purse[] = isKnown
    ? [["signIn", `${email} in ${device}`]]
    : [
        ["signIn", `${email} from ${network}`],
        ["signInByNetwork", network],
      ];
  await guesses.take(purses);
  try {
    const cookies = await hashingFor({ network }, () => enter(app, request, { email, password }, client));
    await guesses.giveBack(purses);
    await guesses.clear(purses.slice(0, 1));
    await rememberDevice(app, email, device);
    return cookies;
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "wrong_credentials")) await guesses.giveBack(purses);
    throw error;
  }
}

async function enter(
  app: Uses<"auth" | "db">,
  request: Request,
  { email, password }: Credentials,
  client: Client,
): Promise<string[]> {
  const { auth } = app;
  try {
    return await passDoor(auth, request, { input: { email, password }, client });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "wrong_credentials")) throw error;
    for (const claim of await claimsOf(app, email)) {
      const input = { email: claim, password };
      const cookies = await passDoor(auth, request, { input, client }).catch(nullWhen("wrong_credentials"));
      if (cookies) return cookies;
    }
    throw error;
  }
}

/** The inner names of the newest accounts that claim an address; their passwords are hashed with one salt, so all cost one hash. */
async function claimsOf({ db }: Uses<"db">, email: string): Promise<string[]> {
  const rows = await db.user.findMany({
    where: { claimedEmail: email },
    select: { email: true },
    orderBy: { createdAt: "desc" },
    take: 5,
  });
  return rows.map((row) => row.email);
}
