import { randomUUID } from "node:crypto";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { orderId } from "#lib/preorders/order-id.ts";
import { provenPerson } from "#lib/preorders/person.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import type { PreorderState, TransferInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];
type Answer = {
  outcome: "transferred" | "not_found" | "not_transferable" | "over_limit";
  state: PreorderState;
  limit?: number;
  bought?: number;
  before?: { userId: string; contact: string };
};

/**
 * Gives an order to the account that proved an address, or to a guest who is reached there by the link of the mail, with its money and its promise; no other way
 * leads from one buyer to another. Both are told. Refuses with not_found, not_transferable, or over_limit unless `override` is set.
 */
export async function transferPreorder(
  operator: Operator,
  preorderId: string,
  { email, reason, override }: TransferInput,
): Promise<void> {
  const { db, publish } = container();
  const contact = email.toLowerCase();
  const known = await findPreorderOf(operator, preorderId);
  if (!known) throw new Refusal("not_found");
  const { before, state, userId } = await db.$transaction(async (tx) => {
    const owner = await ownerAt(tx, preorderId, contact);
    const [row] = await tx.$queryRaw<{ answer: Answer }[]>`
      SELECT transfer_preorder(${preorderId}::uuid, ${owner}::uuid, ${contact}, ${provenPerson(contact)}, ${operator.id}::uuid, ${reason}, ${override}) AS answer`;
    if (!row) throw new Error(`nothing was said about the transfer of pre-order ${preorderId}`);
    const { outcome, before: had, ...facts } = row.answer;
    if (outcome !== "transferred") throw new Refusal(outcome, { detail: facts });
    if (had) {
      await recordAct(tx, {
        actorId: operator.id,
        action: "preorder.transferred",
        subject: `preorder:${preorderId}`,
        before: had,
        after: { userId: owner, contact, reason, override },
      });
      const occasion = orderId();
      const about = { occasion, preorderId };
      await notify(tx, [
        {
          ...{ ...about, kind: "transferredAway", to: { userId: had.userId, address: had.contact } },
          facts: { order: orderFactsOf({ ...known, contact: had.contact }), reason },
        },
        {
          ...{ ...about, kind: "transferredHere", to: { userId: owner, address: contact } },
          facts: { order: orderFactsOf({ ...known, contact }), paidMinor: known.paidMinor, reason },
        },
      ]);
    }
    return { before: had, state: facts.state, userId: owner };
  });
  if (!before) return;
  publish.orderChanged(before.userId, { id: preorderId, state });
  if (before.userId !== userId) publish.orderChanged(userId, { id: preorderId, state });
}

/** The account that proved this address; else the guest who is reached there already, or one without a session yet. */
async function ownerAt(tx: Transaction, preorderId: string, email: string): Promise<string> {
  const account = await tx.user.findFirst({
    where: { email, isAnonymous: false, emailVerified: true },
    select: { id: true },
  });
  if (account) return account.id;
  const known = await tx.preorder.findFirst({
    where: { id: preorderId, contact: email, user: { isAnonymous: true } },
    select: { userId: true },
  });
  if (known) return known.userId;
  const guest = {
    name: "Guest",
    email: `guest-${randomUUID()}@guest.invalid`,
    role: "guest",
    isAnonymous: true,
  } as const;
  return (await tx.user.create({ data: guest, select: { id: true } })).id;
}
