import type { Host } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { writeEdition } from "#lib/catalog/add-edition.ts";
import type { ProductInput, ProductWithEditions } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf, type Queryable } from "#lib/db.ts";
import { galleryOf } from "#lib/gallery/view.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** Makes a product without editions; it is invisible to buyers until it has one and stands in a show. Refuses with slug_taken. */
export async function createProduct({ db }: Uses<"db">, host: Host, input: ProductInput): Promise<string> {
  return db.$transaction((tx) => writeProduct(tx, host, { ...input, editions: [] })).catch(refuseTakenSlug);
}

/** A product with its editions, inside the caller's transaction. Returns its id. */
export async function writeProduct(
  tx: Prisma.TransactionClient & Queryable,
  host: Host,
  { editions, ...input }: ProductWithEditions,
): Promise<string> {
  const { image, pictures, ...said } = input;
  const product = await tx.product.create({
    data: { ...said, pictures: galleryOf({ image, pictures }), ownerId: host.id },
  });
  for (const [position, edition] of editions.entries()) await writeEdition(tx, product.id, edition, position);
  await recordAct(tx, {
    actorId: host.id,
    action: "product.created",
    subject: `product:${product.id}`,
    after: { ...input, editions },
  });
  return product.id;
}

function refuseTakenSlug(error: unknown): never {
  if (isDuplicateOf(error, "slug")) throw new Refusal("slug_taken", { field: "slug" });
  throw error;
}
