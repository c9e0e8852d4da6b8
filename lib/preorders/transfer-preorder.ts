import { randomUUID } from "node:crypto";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { provenPerson } from "#lib/engine/person.ts";
import { transferOrder } from "#lib/engine/transfer-order.ts";
import { notify } from "#lib/notices/notify.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import type { TransferInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/**
 * Gives an order to the account that proved an address, or to a guest who is reached there by the link of the mail, with its money and its promise; no other way
 * leads from one buyer to another. Both are told. Refuses with not_found, not_transferable, or over_limit unless `override` is set.
 */
export async function transferPreorder(
  app: Uses<"db" | "engine" | "orderLinks">,
  operator: Operator,
  preorderId: string,
  { email, reason, override }: TransferInput,
): Promise<void> {
  const contact = email.toLowerCase();
  const known = await findPreorderOf(app, operator, preorderId);
  if (!known) throw new Refusal("not_found");
  await app.engine.commit(async (write) => {
    const { tx } = write;
    const owner = await ownerAt(tx, preorderId, contact);
    const person = provenPerson(contact);
    const given = { orderId: preorderId, ownerId: owner, contact, person, actorId: operator.id, reason, override };
    const had = await transferOrder(write, given);
    if (!had) return;
    // What was written is between the shop and who had it.
    await tx.thread.deleteMany({ where: { preorderId } });
    await recordAct(tx, {
      actorId: operator.id,
      action: "preorder.transferred",
      subject: `preorder:${preorderId}`,
      before: had,
      after: { userId: owner, contact, reason, override },
    });
    const about = { occasion: orderId(), preorderId };
    await notify(tx, [
      {
        ...{ ...about, kind: "transferredAway", to: { userId: had.userId, address: had.contact } },
        facts: { order: orderFactsOf(app, { ...known, contact: had.contact }), reason },
      },
      {
        ...{ ...about, kind: "transferredHere", to: { userId: owner, address: contact } },
        facts: { order: orderFactsOf(app, { ...known, contact }), paidMinor: known.paidMinor, reason },
      },
    ]);
  });
}

/** The account that proved this address; else the guest who is reached there already, or one without a session yet. */
async function ownerAt(tx: Prisma.TransactionClient, preorderId: string, email: string): Promise<string> {
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
