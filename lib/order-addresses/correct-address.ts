import type { Operator } from "#lib/accounts/gate.ts";
import type { AddressCorrection } from "#lib/addresses/input.ts";
import { asWritten } from "#lib/addresses/saved-addresses.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { notify } from "#lib/notices/notify.ts";
import { expectCountry } from "#lib/order-addresses/expect-country.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { lockOrderRow } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";

const correctable = ["RESERVED", "LOCKED", "READY"];

/**
 * Puts right where an order goes, whatever its address lock says, for a reason that its buyer reads by mail. The audit log learns that it
 * was done and why, never where. Refuses with not_found, phone_invalid, address_not_asked, wrong_state, country_agreed or not_shipped_there.
 */
export async function correctAddress(
  app: Uses<"db" | "orderLinks">,
  operator: Operator,
  preorderId: string,
  { reason, ...input }: AddressCorrection,
): Promise<void> {
  const address = asWritten(input);
  await app.db.$transaction(async (tx) => {
    const row = await lockOrderRow(tx, preorderId);
    const order = viewPreorder(row);
    if (order.delivery !== "shipped") throw new Refusal("address_not_asked");
    if (!correctable.includes(order.state)) throw new Refusal("wrong_state", { detail: { state: order.state } });
    await expectCountry(tx, row, address.country);
    const data = { ...address, changedAt: new Date() };
    await tx.orderAddress.upsert({ where: { preorderId }, create: { preorderId, ...data }, update: data });
    await tx.$executeRaw`UPDATE preorder SET addressed_at = now() WHERE id = ${preorderId}::uuid`;
    await notify(tx, [
      {
        kind: "addressCorrected",
        occasion: `${preorderId}:${data.changedAt.toISOString()}`,
        preorderId,
        to: { userId: row.userId, address: order.contact },
        facts: { order: orderFactsOf(app, order), reason },
      },
    ]);
    await recordAct(tx, {
      actorId: operator.id,
      action: "order.address_corrected",
      subject: `preorder:${preorderId}`,
      after: { country: address.country, reason },
    });
  });
}
