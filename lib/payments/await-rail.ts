import type { Uses } from "#lib/container.ts";
import type { Database, Queryable } from "#lib/db.ts";
import { notify } from "#lib/notices/notify.ts";
import { chargedMinor, type PaymentRow } from "#lib/payments/payment-row.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { preorderSelect, viewPreorder } from "#lib/preorders/view.ts";

type Awaited = Pick<PaymentRow, "id" | "rail" | "kind" | "preorderId" | "amountMinor" | "chargeMinor">;
type App = Uses<"db" | "env" | "orderLinks">;

/**
 * Notes that the rail knows the attempt and has not decided. A transfer takes days, not minutes: its order is held so long with it, and
 * its buyer is written what their bank has to know.
 */
export async function awaitRail(app: App, payment: Awaited, ref: string): Promise<void> {
  const { db, env } = app;
  const { id, rail, kind } = payment;
  if (rail !== "manual") return void (await noteRef(db, id, ref));
  await db.$transaction(async (tx) => {
    if (kind === "DEPOSIT")
      await tx.$executeRaw`UPDATE preorder SET hold_expires_at = greatest(hold_expires_at, placed_at + ${env.MANUAL_TRANSFER_HOURS} * interval '1 hour')
        WHERE id IN (SELECT preorder_id FROM payment WHERE id = ${id}::uuid OR share_of = ${id}::uuid) AND state = 'HELD'`;
    if ((await noteRef(tx, id, ref)) > 0) await tellTransfer(app, tx, { ...payment, ref });
  });
}

function noteRef(db: Queryable, paymentId: string, ref: string): Promise<number> {
  return db.$executeRaw`UPDATE payment SET state = 'PENDING', provider_ref = ${ref}
    WHERE (id = ${paymentId}::uuid OR share_of = ${paymentId}::uuid) AND kind <> 'REFUND' AND state IN ('CREATED', 'PENDING')`;
}

/** Once for each attempt: whoever asks again gets the same reference. */
async function tellTransfer(
  app: Uses<"env" | "orderLinks">,
  tx: Queryable & Pick<Database, "preorder">,
  { id, preorderId, ref, ...amounts }: Awaited & { ref: string },
): Promise<void> {
  const now = new Date();
  const row = await tx.preorder.findUniqueOrThrow({ where: { id: preorderId }, select: preorderSelect });
  const shared = {
    where: { payments: { some: { shareOf: id } } },
    select: preorderSelect,
    orderBy: { id: "asc" },
  } as const;
  const others = amounts.chargeMinor === null ? [] : await tx.preorder.findMany(shared);
  const view = viewPreorder(row, now);
  const facts = {
    order: orderFactsOf(app, view),
    others: others.map((other) => orderFactsOf(app, viewPreorder(other, now))),
    amountMinor: chargedMinor(amounts),
    reference: ref,
    instructions: app.env.MANUAL_TRANSFER_INSTRUCTIONS ?? null,
    payBy: view.holdExpiresAt,
  };
  await notify(tx, [
    {
      kind: "transferAwaited",
      occasion: id,
      preorderId,
      to: { userId: row.userId, address: view.contact },
      facts,
    },
  ]);
}
