import type { OrderAddressInput } from "#lib/addresses/input.ts";
import { asWritten, keepAddress } from "#lib/addresses/saved-addresses.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Payer } from "#lib/balances/payer.ts";
import type { Uses } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import { asksCountry, zoneOf } from "#lib/engine/sql.ts";
import { readOrders } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Says where an order goes. The buyer may until the address lock; who holds the link of a mail may where nobody has, and cannot change
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
    await tx.$queryRaw`SELECT FROM preorder WHERE id = ${preorderId}::uuid FOR UPDATE`;
    const [row] = await readOrders(tx, [preorderId]);
    if (row?.userId !== giver.userId) throw new Refusal("not_found");
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

/** What the way costs was agreed for one country; where none was, any that the shop ships to now. */
async function expectCountry(tx: Queryable, order: { editionId: string; country: string | null }, country: string) {
  const field = "country";
  if (order.country && order.country !== country) throw new Refusal("country_agreed", { field });
  if (order.country) return;
  const [row] = await tx.$queryRaw<{ reached: boolean }[]>`
    SELECT NOT ${asksCountry("e.id")} OR ${zoneOf("c.country")} IS NOT NULL AS reached
    FROM (SELECT ${order.editionId}::uuid AS id) e CROSS JOIN (SELECT ${country}::text AS country) c`;
  if (!row?.reached) throw new Refusal("not_shipped_there", { field });
}

async function isGuest(tx: Pick<Uses<"db">["db"], "user">, id: string): Promise<boolean> {
  return (await tx.user.findUniqueOrThrow({ where: { id }, select: { isAnonymous: true } })).isAnonymous;
}
