import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { ShopChange, ShopView } from "#lib/shop/schema.ts";
import { shownOfShop } from "#lib/shop/shop-memory.ts";

/** Changes who the shop is. Every page, mail and receipt says it from now on; what was sent stays as it was. */
export async function changeShop(
  { db, shop }: Uses<"db" | "shop">,
  owner: Owner,
  change: ShopChange,
): Promise<ShopView> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    const before = await tx.shop.findUniqueOrThrow({ where: { id: 1 }, select: shownOfShop });
    await tx.shop.update({ where: { id: 1 }, data: change });
    await recordAct(tx, { actorId: owner.id, action: "shop.changed", subject: "shop", before, after: change });
  });
  shop.forget();
  return shop.read();
}
