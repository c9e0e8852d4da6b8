import { isDeepStrictEqual } from "node:util";
import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { shownOfShop } from "#lib/shop/shop-memory.ts";
import type { Prisma, Shop } from "#prisma/client/client.ts";

/** The columns that owners change, under their names in the database. */
const changed = { ...shownOfShop, story: true, language: true, texts: true } as const;
export type ShopColumns = Pick<Shop, keyof typeof changed>;
type Chosen = { [Name in keyof ShopColumns]?: unknown };

/**
 * Writes a part of the shop and its act, one writer after the other; `choose` sees what stands there by then. What stays as it was is
 * no change.
 */
export async function writeShop(
  { db, shop }: Uses<"db" | "shop">,
  owner: Owner,
  choose: (before: ShopColumns, tx: Prisma.TransactionClient) => Chosen | Promise<Chosen>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    const before = await tx.shop.findUniqueOrThrow({ where: { id: 1 }, select: changed });
    const known = new Map<string, unknown>(Object.entries(before));
    const chosen = Object.entries(await choose(before, tx));
    const after = Object.fromEntries(chosen.filter(([name, value]) => !isDeepStrictEqual(known.get(name), value)));
    if (Object.keys(after).length === 0) return;
    await tx.shop.update({ where: { id: 1 }, data: after });
    await recordAct(tx, { actorId: owner.id, action: "shop.changed", subject: "shop", before, after });
  });
  shop.forget();
}
