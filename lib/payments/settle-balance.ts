import { container } from "#lib/container.ts";
import type { PaymentRow } from "#lib/payments/payment-row.ts";

export type BalanceOutcome = "paid" | "replayed" | "too_late" | "surplus";

type Answer = { outcome: BalanceOutcome; showId: string | null };

/** Records a captured balance, once however often it is told, and tells the buyer and the board. */
export async function settleBalance({ id, preorderId, preorder }: PaymentRow, ref: string): Promise<BalanceOutcome> {
  const { db, publish, boards } = container();
  const [row] = await db.$queryRaw<{ answer: Answer }[]>`SELECT settle_balance(${id}::uuid, ${ref}) AS answer`;
  if (!row) throw new Error("settle_balance returned nothing");
  const { outcome, showId } = row.answer;
  if (outcome === "paid") {
    publish.orderChanged(preorder.userId, { id: preorderId, state: preorder.state });
    if (showId) boards.touch(showId);
  }
  return outcome;
}
