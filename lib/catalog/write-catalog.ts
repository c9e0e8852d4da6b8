import { randomUUID } from "node:crypto";
import type { Host } from "#lib/accounts/gate.ts";
import type { ProductWithEditions } from "#lib/catalog/schema.ts";
import type { Queryable } from "#lib/db.ts";
import { openStock } from "#lib/engine/move-stock.ts";
import { galleryOf } from "#lib/gallery/view.ts";
import type { Prisma } from "#prisma/client/client.ts";

type Transaction = Prisma.TransactionClient & Queryable;

/** Products at a time, so that no statement takes long. */
const portion = 250;

/** Many products with their editions, in a few statements; with a show, at the end of its run list. */
export async function writeCatalog(tx: Transaction, host: Host, products: ProductWithEditions[], showId?: string) {
  for (let from = 0; from < products.length; from += portion) {
    await writeProducts(tx, host, products.slice(from, from + portion), showId);
  }
}

async function writeProducts(tx: Transaction, host: Host, products: ProductWithEditions[], showId?: string) {
  const made = products.map((product) => ({ ...product, pictures: galleryOf(product), id: randomUUID() }));
  const editions = made.flatMap((product) =>
    product.editions.map((edition, position) => ({ ...edition, id: randomUUID(), productId: product.id, position })),
  );
  await tx.$executeRaw`
    INSERT INTO product (id, slug, owner_id, name, tagline, description, facts, pictures, language, texts, delivery)
    SELECT id, slug, ${host.id}::uuid, name, tagline, description, facts, pictures, coalesce(language, 'en'), coalesce(texts, '{}'), delivery::"ProductDelivery"
    FROM jsonb_to_recordset(${rows(made)}::jsonb) p(id uuid, slug text, name text, tagline text, description text, facts text, pictures jsonb,
      language text, texts jsonb, delivery text)`;
  await tx.$executeRaw`
    INSERT INTO edition (id, product_id, position, sku, name, summary, facts, variant_group, option, swatch, image, texts, price_minor, deposit_minor, currency, tax_bp,
      per_person_limit, refund_days, hold_seconds, offer_seconds, lock_deadline_days, address_lock_days, weight_grams, cooling_off_exemption, balance_due_on, balance_grace_days)
    SELECT id, "productId", position, sku, name, summary, facts, "variantGroup", option, swatch, image, coalesce(texts, '{}'), "priceMinor", "depositMinor", currency, "taxBp",
      "perPersonLimit", "refundDays", "holdSeconds", "offerSeconds", "lockDeadlineDays", "addressLockDays", "weightGrams", "coolingOffExemption", "balanceDueOn", "balanceGraceDays"
    FROM jsonb_to_recordset(${rows(editions)}::jsonb) e(id uuid, "productId" uuid, position int, sku text, name text, summary text, facts text,
      "variantGroup" text, option text, swatch text, image text, texts jsonb, "priceMinor" bigint, "depositMinor" bigint, currency text, "taxBp" int, "perPersonLimit" int,
      "refundDays" int, "holdSeconds" int, "offerSeconds" int, "lockDeadlineDays" int, "addressLockDays" int, "weightGrams" int, "coolingOffExemption" text, "balanceDueOn" date, "balanceGraceDays" int)`;
  await tx.$executeRaw`
    INSERT INTO edition_price (edition_id, currency, price_minor, deposit_minor, tax_bp)
    SELECT id, currency, "priceMinor", "depositMinor", "taxBp"
    FROM jsonb_to_recordset(${rows(editions.flatMap(({ id, prices }) => prices.map((price) => ({ id, ...price }))))}::jsonb)
      p(id uuid, currency text, "priceMinor" bigint, "depositMinor" bigint, "taxBp" int)`;
  await tx.$executeRaw`
    INSERT INTO delivery_wave (id, edition_id, position, capacity, window_start, window_end)
    SELECT gen_random_uuid(), id, position, capacity, start, "end"
    FROM jsonb_to_recordset(${rows(editions.flatMap(wavesOf))}::jsonb) w(id uuid, position int, capacity int, start date, "end" date)`;
  await openStock(tx, editions);
  if (showId) await listInShow(tx, showId, made);
  await recordProducts(tx, host, products, made);
}

function wavesOf({ id, waves }: { id: string; waves: ProductWithEditions["editions"][number]["waves"] }) {
  return waves.map((wave, index) => ({ id, position: index + 1, ...wave }));
}

function rows(things: object[]): string {
  return JSON.stringify(things);
}

async function listInShow(tx: Transaction, showId: string, products: { id: string }[]) {
  await tx.$executeRaw`INSERT INTO show_product (show_id, product_id, position)
    SELECT ${showId}::uuid, p.id, p.place + (SELECT coalesce(max(position), 0) FROM show_product WHERE show_id = ${showId}::uuid)
    FROM unnest(${products.map(({ id }) => id)}::uuid[]) WITH ORDINALITY p(id, place)`;
}

/** One act a product, as when it is made by hand. */
async function recordProducts(tx: Transaction, host: Host, products: ProductWithEditions[], made: { id: string }[]) {
  await tx.$executeRaw`INSERT INTO audit_entry (actor_id, action, subject, after)
    SELECT ${host.id}::uuid, 'product.created', 'product:' || p.id, p.written::jsonb
    FROM unnest(${made.map(({ id }) => id)}::text[], ${products.map((product) => JSON.stringify(product))}::text[]) p(id, written)`;
}
