import type { OrderAddressInput } from "#lib/addresses/input.ts";
import { asWritten, keepAddress } from "#lib/addresses/saved-addresses.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Payer } from "#lib/balances/payer.ts";
import type { Uses } from "#lib/container.ts";
import { expectCountry } from "#lib/order-addresses/expect-country.ts";
import { lockOrderRow } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Says where an order goes. The buyer may until the address lock, and when its parcel came back; who holds the link of a mail may where nobody has, and cannot change
 * what stands there. The audit log learns that it was done, never where. Refuses with not_found, phone_invalid, address_not_asked,
 * address_locked, country_agreed, not_shipped_there or addresses_full.
 */
export async function setOrderAddress(
  { db }: Uses<"db">,
  giver: Pick<Payer, "userId" | "isBuyer">,
  preorderId: string,
  { keep, ...input }: OrderAddressInput,
): Promise<void> {
  const address = asWritten(input);
  await db.$transaction(async (tx) => {
    const row = await lockOrderRow(tx, preorderId);
    if (row.userId !== giver.userId) throw new Refusal("not_found");
    const { delivery, hasAddress, canSetAddress } = viewPreorder(row);
    await expectCountry(tx, row, address.country);
    if (delivery !== "shipped") throw new Refusal("address_not_asked");
    if (!canSetAddress || (hasAddress && !giver.isBuyer)) throw new Refusal("address_locked");
    const data = { ...address, changedAt: new Date() };
    await tx.orderAddress.upsert({ where: { preorderId }, create: { preorderId, ...data }, update: data });
    await tx.$executeRaw`UPDATE preorder SET addressed_at = now() WHERE id = ${preorderId}::uuid`;
    const isAccount = giver.isBuyer && !(await isGuest(tx, giver.userId));
    if (keep && isAccount) await keepAddress(tx, giver.userId, address);
    await recordAct(tx, {
      actorId: giver.isBuyer ? giver.userId : null,
      action: hasAddress ? "order.readdressed" : "order.addressed",
      subject: `preorder:${preorderId}`,
      after: { country: address.country, byLink: !giver.isBuyer },
    });
  });
}

async function isGuest(tx: Pick<Uses<"db">["db"], "user">, id: string): Promise<boolean> {
  return (await tx.user.findUniqueOrThrow({ where: { id }, select: { isAnonymous: true } })).isAnonymous;
}
