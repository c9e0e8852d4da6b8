import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { refuseUnchargeable } from "#lib/catalog/judge-prices.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { PricesInput } from "#lib/catalog/schema.ts";
import { viewPrices } from "#lib/catalog/view.ts";
import type { Uses } from "#lib/container.ts";
import { noteReductions } from "#lib/engine/note-prices.ts";
import { lockStock } from "#lib/engine/sql.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Replaces every price of an edition for orders to come. The stock is locked meanwhile, so no batch of orders sees half of
 * the change. Refuses with currency_waited_for when somebody waits for units in a currency that would go, and as
 * refuseUnchargeable does.
 */
export async function setPrices(
  app: Uses<"db" | "publish" | "rails">,
  edition: HostOf<"edition">,
  { prices, ...main }: PricesInput,
): Promise<void> {
  await refuseUnchargeable(app, { ...main, prices });
  const productId = await app.db.$transaction(async (tx) => {
    await tx.$executeRaw(lockStock(Prisma.sql`SELECT ${edition.id}::uuid`));
    const before = await tx.edition.findUniqueOrThrow({ where: { id: edition.id }, include: { prices: true } });
    const offered = [main.currency, ...prices.map(({ currency }) => currency)];
    const waiting = await tx.queueEntry.findFirst({
      where: { editionId: edition.id, state: "WAITING", currency: { notIn: offered } },
      select: { currency: true },
    });
    if (waiting) throw new Refusal("currency_waited_for", { field: "prices", detail: { currency: waiting.currency } });
    // What the price before was less than says nothing of this one.
    await tx.edition.update({ where: { id: edition.id }, data: { ...main, lowestMinor: null, reducedAt: null } });
    await tx.editionPrice.deleteMany({ where: { editionId: edition.id } });
    await tx.editionPrice.createMany({ data: prices.map((price) => ({ ...price, editionId: edition.id })) });
    await noteReductions(tx, edition.id);
    await recordAct(tx, {
      actorId: edition.host.id,
      action: "prices.set",
      subject: `edition:${edition.id}`,
      before: viewPrices(before),
      after: { ...main, prices },
    });
    return before.productId;
  });
  await publishCatalog(app, productId);
}
