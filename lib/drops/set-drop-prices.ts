import type { Price } from "#lib/catalog/judge-prices.ts";
import { noteLowest } from "#lib/engine/note-prices.ts";
import { lockStock } from "#lib/engine/sql.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Replaces the prices of a prepared drop. The stock is locked, so that no currency goes meanwhile. Refuses with currency_not_offered where
 * the edition has no price.
 */
export async function setDropPrices(tx: Prisma.TransactionClient, dropId: string, prices: Price[]): Promise<void> {
  await tx.$executeRaw(lockStock(Prisma.sql`SELECT edition_id FROM drop WHERE id = ${dropId}::uuid`));
  const { edition } = await tx.drop.findUniqueOrThrow({
    where: { id: dropId },
    select: { edition: { select: { currency: true, prices: { select: { currency: true } } } } },
  });
  const offered = new Set([edition, ...edition.prices].map(({ currency }) => currency));
  const strange = prices.findIndex(({ currency }) => !offered.has(currency));
  if (strange >= 0) throw new Refusal("currency_not_offered", { field: `prices.${strange}.currency` });
  await tx.dropPrice.deleteMany({ where: { dropId } });
  await tx.dropPrice.createMany({ data: prices.map((price) => ({ ...price, dropId })) });
  await noteLowest(tx, dropId);
}
