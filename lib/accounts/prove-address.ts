import { randomUUID } from "node:crypto";
import type { Uses } from "#lib/container.ts";
import { type Database, isDuplicateOf } from "#lib/db.ts";
import { adoptWaitingOrders } from "#lib/engine/adopt-guest.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];
type Claiming = { id: string; email: string; claimedEmail: string | null };

/** Sends the link by which an account proves its address. */
export async function askForProof(
  { db, addressLinks }: Uses<"addressLinks" | "db">,
  { id, email }: { id: string; email: string },
): Promise<void> {
  await notify(db, [
    {
      kind: "confirmAddress",
      occasion: randomUUID(),
      to: { userId: id, address: email },
      facts: { link: addressLinks.to({ id, email }) },
    },
  ]);
}

/**
 * An account proved that it reads its mails: the address is its own, also when another one without proof had it before, and orders
 * that were given to that address wait no longer. Refuses with link_over.
 */
export async function proveAddress(
  { db, addressLinks }: Uses<"addressLinks" | "db">,
  accountId: string,
  key: string,
): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      const account = await tx.user.findUnique({ where: { id: accountId } });
      const email = account?.claimedEmail ?? account?.email ?? "";
      if (!account || !addressLinks.opens({ id: accountId, email }, key)) throw new Refusal("link_over");
      await takeAddress(tx, account);
    });
  } catch (error) {
    // Somebody else proved it in the same moment.
    if (isDuplicateOf(error, "email")) throw new Refusal("link_over");
    throw error;
  }
}

/** Writes that an account's address, or the one it claims, is its own. Refuses with link_over when somebody else proved it before. */
export async function takeAddress(tx: Transaction, { id, email: own, claimedEmail }: Claiming): Promise<void> {
  const email = claimedEmail ?? own;
  if (claimedEmail) await takeFromOther(tx, email);
  const proven = { email, claimedEmail: null, emailVerified: true, isAnonymous: false };
  const { count } = await tx.user.updateMany({ where: { id, erasedAt: null }, data: proven });
  if (count === 0) throw new Refusal("link_over");
  await adoptWaitingOrders(tx, { accountId: id, email });
}

/** Who never proved it keeps the account, and claims the address from now on. */
export async function takeFromOther(tx: Transaction, email: string): Promise<void> {
  const other = await tx.user.findUnique({ where: { email } });
  if (!other) return;
  if (other.emailVerified || other.role !== "viewer") throw new Refusal("link_over");
  const claiming = { email: `${randomUUID()}@claim.invalid`, claimedEmail: email, isAnonymous: true };
  await tx.user.update({ where: { id: other.id }, data: claiming });
}
