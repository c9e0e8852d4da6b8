import { createHmac, randomInt } from "node:crypto";
import type { Transaction } from "#lib/accounts/mailed-codes.ts";

const count = 10;
/** Without letters and digits that look like each other. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const [groups, lettersEach] = [3, 4];

/** Ten new codes, the old ones being good no more. Only digests are kept: nobody can be shown them again. */
export async function renewRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: count }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, digest: digestOf(userId, code) })) });
  return codes;
}

/** Whether a code is the account's; then it is gone. Spaces, dashes and capitals are no difference. */
export async function spendRecoveryCode(tx: Transaction, userId: string, code: string): Promise<boolean> {
  const { count: used } = await tx.recoveryCode.deleteMany({ where: { userId, digest: digestOf(userId, code) } });
  return used > 0;
}

/** 59 bits, so that a digest tells nothing. */
function newCode(): string {
  const letters = () => Array.from({ length: lettersEach }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: groups }, letters).join("-");
}

function digestOf(userId: string, code: string): string {
  const letters = code.toLowerCase().replaceAll(/[^a-z0-9]/gu, "");
  return createHmac("sha256", userId.toLowerCase()).update(letters).digest("base64url");
}
