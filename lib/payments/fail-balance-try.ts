import { container } from "#lib/container.ts";

/** `paymentId` is null when there was nothing to charge. */
type Failed = { reason: string; paymentId: string | null; ref: string | null };

/** Notes that a try to charge a due balance failed, once, and tells the buyer. The order keeps its place. */
export async function failBalanceTry(preorderId: string, { reason, paymentId, ref }: Failed): Promise<void> {
  const { db, publish } = container();
  const [row] = await db.$queryRaw<{ noted: boolean }[]>`
    SELECT fail_balance_try(${preorderId}::uuid, ${paymentId}::uuid, ${reason}, ${ref}) AS noted`;
  if (!row?.noted) return;
  const { userId, state } = await db.preorder.findUniqueOrThrow({
    where: { id: preorderId },
    select: { userId: true, state: true },
  });
  publish.orderChanged(userId, { id: preorderId, state });
}
