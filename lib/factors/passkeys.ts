import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";
import { keepChallenge, takeChallenge } from "#lib/factors/challenge.ts";
import type { Holder } from "#lib/factors/holder.ts";
import type { NewPasskey, PasskeyAnswer } from "#lib/factors/schema.ts";
import { log } from "#lib/log.ts";

/** Where passkeys of this shop are good: nowhere but at its own address. */
function placeOf({ env }: Uses<"env">) {
  const { hostname, origin } = new URL(env.PUBLIC_URL);
  return { rpID: hostname, origin };
}

/** What the browser asks a passkey of this account to sign. */
export async function askForPasskey(app: Uses<"db" | "env">, { userId, token }: Holder) {
  const known = await app.db.factor.findMany({ where: { userId, kind: "passkey" } });
  const options = await generateAuthenticationOptions({
    rpID: placeOf(app).rpID,
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId ?? "", transports })),
    // It stands beside a password or a mail, so that a touch is enough.
    userVerification: "discouraged",
  });
  await keepChallenge(app, token, options.challenge);
  return options;
}

/** Whether a passkey of this account signed what this session was asked; then that is used up. */
export async function checkPasskey(
  app: Uses<"env">,
  tx: Transaction,
  { userId, token }: Holder,
  answer: PasskeyAnswer,
): Promise<boolean> {
  const challenge = await takeChallenge(tx, token);
  const [known] = await tx.$queryRaw<{ id: string; publicKey: Uint8Array<ArrayBuffer>; signCount: bigint }[]>`
    SELECT id, public_key AS "publicKey", sign_count AS "signCount" FROM factor
    WHERE user_id = ${userId}::uuid AND credential_id = ${answer.id} FOR UPDATE`;
  if (!challenge || !known) return false;
  const { rpID, origin } = placeOf(app);
  const checked = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: false,
    credential: { id: answer.id, publicKey: new Uint8Array(known.publicKey), counter: Number(known.signCount) },
  }).catch(unusable);
  if (!checked?.verified) return false;
  const { newCounter } = checked.authenticationInfo;
  await tx.$executeRaw`UPDATE factor SET sign_count = ${newCounter}, used_at = now() WHERE id = ${known.id}::uuid`;
  return true;
}

/** What the browser needs to make a passkey for this account. */
export async function askForNewPasskey(
  app: Uses<"db" | "env" | "shop">,
  { userId, token, email, name }: { userId: string; token: string; email: string; name: string },
) {
  const known = await app.db.factor.findMany({ where: { userId, kind: "passkey" } });
  const options = await generateRegistrationOptions({
    rpName: (await app.shop.read()).name,
    rpID: placeOf(app).rpID,
    userName: email,
    userDisplayName: name,
    userID: new TextEncoder().encode(userId),
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId ?? "", transports })),
    authenticatorSelection: { residentKey: "discouraged", userVerification: "discouraged" },
  });
  await keepChallenge(app, token, options.challenge);
  return options;
}

/** A new passkey that signed what this session was asked; null when it did not. */
export async function readNewPasskey(app: Uses<"env">, tx: Transaction, token: string, made: NewPasskey) {
  const challenge = await takeChallenge(tx, token);
  if (!challenge) return null;
  const { rpID, origin } = placeOf(app);
  const checked = await verifyRegistrationResponse({
    response: made,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: false,
  }).catch(unusable);
  return checked?.verified ? checked.registrationInfo.credential : null;
}

/** The library throws at whatever does not fit; for whoever sent it that is one answer. */
function unusable(error: unknown): null {
  const reason = error instanceof Error ? error.message : String(error);
  log.info({ event: "passkey_refused", reason }, "what a passkey signed did not fit");
  return null;
}
