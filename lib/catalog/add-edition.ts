import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { expectGroupsFit } from "#lib/catalog/expect-groups-fit.ts";
import { refuseUnchargeable } from "#lib/catalog/judge-prices.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { EditionInput } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf, type Queryable } from "#lib/db.ts";
import { openStock } from "#lib/engine/move-stock.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** Adds an edition with its stock and delivery waves; sales stay closed until the host opens them. Refuses with sku_taken, variant_taken or variants_full, and as refuseUnchargeable does. */
export async function addEdition(
  app: Uses<"db" | "publish" | "rails">,
  product: HostOf<"product">,
  input: EditionInput,
): Promise<void> {
  await refuseUnchargeable(app, input);
  const { db } = app;
  await db
    .$transaction(async (tx) => {
      const last = await tx.edition.aggregate({ where: { productId: product.id }, _max: { position: true } });
      await writeEdition(tx, product.id, input, (last._max.position ?? -1) + 1);
      await recordAct(tx, {
        actorId: product.host.id,
        action: "edition.added",
        subject: `product:${product.id}`,
        after: input,
      });
    })
    .catch((error: unknown) => {
      if (isDuplicateOf(error, "sku")) throw new Refusal("sku_taken", { field: "sku" });
      throw error;
    });
  await publishCatalog(app, product.id);
}

export async function writeEdition(
  tx: Prisma.TransactionClient & Queryable,
  productId: string,
  input: EditionInput,
  position: number,
) {
  const { stock, waves, prices, balanceDueOn, ...fields } = input;
  const edition = await tx.edition.create({
    data: {
      ...fields,
      balanceDueOn: balanceDueOn && new Date(balanceDueOn),
      productId,
      position,
      prices: { create: prices },
      waves: {
        create: waves.map(({ capacity, start, end }, index) => ({
          position: index + 1,
          capacity,
          windowStart: new Date(start),
          windowEnd: new Date(end),
        })),
      },
    },
  });
  if (fields.variantGroup) await expectGroupsFit(tx, productId);
  await openStock(tx, [{ id: edition.id, stock }]);
}
