import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import { notify } from "#lib/notices/notify.ts";
import { chargedMinor, type PaymentRow } from "#lib/payments/payment-row.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { readOneOrder, readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Prisma } from "#prisma/client/client.ts";

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
  tx: Parameters<typeof notify>[0],
  { id, preorderId, ref, ...amounts }: Awaited & { ref: string },
): Promise<void> {
  const row = await readOneOrder(tx, preorderId);
  const shares = Prisma.sql`SELECT preorder_id FROM payment WHERE share_of = ${id}::uuid`;
  const others = amounts.chargeMinor === null ? [] : await readOrders(tx, shares);
  const view = viewPreorder(row);
  const facts = {
    order: orderFactsOf(app, view),
    others: others.map((other) => orderFactsOf(app, viewPreorder(other))),
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
