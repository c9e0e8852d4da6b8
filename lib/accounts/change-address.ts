import type { Buyer } from "#lib/accounts/gate.ts";
import { type Asking, mailCode, withCode } from "#lib/accounts/mailed-codes.ts";
import { takeFromOther } from "#lib/accounts/prove-address.ts";
import type { CodeAnswer } from "#lib/accounts/schema.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { adoptOrdersAt, adoptWaitingOrders } from "#lib/engine/adopt-guest.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";

/** Mails a code to the address that an account wants; nothing changes, whoever has that address. Returns the ticket. */
export async function askForAddress(
  app: Uses<"db" | "guesses">,
  buyer: Buyer,
  address: string,
  asking: Asking,
): Promise<string> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  return mailCode(app, { purpose: "newAddress", address, userId: buyer.id }, asking);
}

/**
 * Changes the address to the one that the code proves, and tells the old one. Links that were mailed to the old one are worth nothing
 * any more. Refuses with mailed_code_wrong, rate_limited, and with email_taken where the same mailbox proved another account.
 */
export async function changeAddress(
  app: Uses<"db" | "guesses">,
  buyer: Buyer,
  answer: CodeAnswer,
  asking: Asking,
): Promise<void> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  const taken = new Refusal("email_taken", { field: "email" });
  await withCode(app, { ...answer, purpose: "newAddress", userId: buyer.id }, asking, async (tx, address) => {
    if (address === buyer.email && buyer.emailVerified) return;
    const other = await tx.user.findUnique({ where: { email: address }, select: { id: true } });
    if (other && other.id !== buyer.id)
      await takeFromOther(tx, address).catch((error: unknown) => {
        throw error instanceof Refusal ? taken : error;
      });
    const proven = { email: address, claimedEmail: null, emailVerified: true, isAnonymous: false };
    const { count } = await tx.user.updateMany({ where: { id: buyer.id, erasedAt: null }, data: proven });
    if (count === 0) throw new Refusal("not_signed_in");
    await tx.$executeRaw`DELETE FROM verification WHERE value = ${buyer.id}`;
    if (address !== buyer.email)
      await notify(tx, [
        { kind: "addressChanged", occasion: answer.ticket, to: { userId: buyer.id, address: buyer.email }, facts: {} },
      ]);
    await recordAct(tx, { actorId: buyer.id, action: "account.address_changed", subject: `account:${buyer.id}` });
    await adoptWaitingOrders(tx, { accountId: buyer.id, email: address });
    await adoptOrdersAt(tx, { email: address, ownerId: buyer.id });
  }).catch((error: unknown) => {
    throw isDuplicateOf(error, "email") ? taken : error;
  });
}
