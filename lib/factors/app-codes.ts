import { Secret, TOTP } from "otpauth";
import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import type { NewApp } from "#lib/factors/schema.ts";
import { qrCode } from "#lib/qr-code.ts";
import type { Seal } from "#lib/seal.ts";

const period = 30;
/** A clock may be off by a step, and a code is typed as it ends. */
const stepsAround = 1;

export const newSecret = () => new Secret({ size: 20 }).base32;

/** What an authenticator app reads: the account, the shop, the secret. */
export function describeApp(secret: string, { shop, email }: { shop: string; email: string }): NewApp {
  const uri = appOf(secret, { issuer: shop, label: email }).toString();
  return { secret, uri, qr: qrCode(uri) };
}

/** The half minute whose code this is, counted since 1970; null when it is none of about now. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const delta = appOf(secret).validate({ token: code, window: stepsAround, timestamp: now });
  return delta === null ? null : Math.floor(now / 1000 / period) + delta;
}

/** Whether a code is the account's and was not used before; then it is used. Of many at once one gets through. */
export async function spendAppCode(tx: Transaction, seal: Seal, userId: string, code: string): Promise<boolean> {
  const app = await tx.factor.findFirst({ where: { userId, kind: "app", confirmedAt: { not: null } } });
  const secret = app?.sealedSecret ? seal.open(app.sealedSecret, app.id) : undefined;
  const step = secret === undefined ? null : stepOf(secret, code);
  if (!app || step === null) return false;
  const used = await tx.$executeRaw`
    UPDATE factor SET last_step = ${step}, used_at = now() WHERE id = ${app.id}::uuid AND last_step < ${step}`;
  return used > 0;
}

function appOf(secret: string, { issuer = "", label = "" }: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ issuer, label, algorithm: "SHA1", digits: 6, period, secret: Secret.fromBase32(secret) });
}
