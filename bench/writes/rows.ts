import { randomUUID } from "node:crypto";
import { orderId } from "#lib/engine/order-id.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";

const hour = 3_600_000;

/** An order as it stands in `preorder`, the product's own table. */
export type Row = ReturnType<typeof makeRow>;

function makeRow(editionId: string, { id: userId, email: contact }: SeededBuyer) {
  const now = Date.now();
  return {
    id: orderId(now),
    userId,
    person: contact,
    editionId,
    idemKey: randomUUID(),
    contact,
    quantity: 1,
    unitMinor: 24_900,
    depositMinor: 4900,
    totalMinor: 24_900,
    currency: "CNY",
    state: "HELD" as const,
    placedAt: new Date(now),
    holdExpiresAt: new Date(now + hour),
    refundableUntil: new Date(now + 168 * hour),
    stateChangedAt: new Date(now),
  };
}

/** Makes rows of one edition, for one buyer after the other. */
export function rowsOf(editionId: string, buyers: SeededBuyer[]): (count: number) => Row[] {
  let next = 0;
  return (count) => {
    const rows: Row[] = [];
    for (; rows.length < count; next += 1) {
      const buyer = buyers[next % buyers.length];
      if (buyer) rows.push(makeRow(editionId, buyer));
    }
    return rows;
  };
}
