import { type Host, requireHostOf } from "#lib/accounts/gate.ts";
import { writeProduct } from "#lib/catalog/create-product.ts";
import { findUnchargeable, sayUnchargeable, type Unchargeable } from "#lib/catalog/judge-prices.ts";
import { type ParsedCatalog, parseCsvCatalog, parseJsonCatalog } from "#lib/catalog/parse-catalog.ts";
import type { ImportReport } from "#lib/catalog/schema.ts";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Reads a catalogue file and, unless it is a dry run, writes all of it or nothing; with a show, its products are listed
 * there too. Refuses with import_rejected (the report in `detail`) when a row is at fault and with not_found for a
 * stranger's show.
 */
export async function importCatalog(
  host: Host,
  { text, format, dryRun, showId }: { text: string; format: "csv" | "json"; dryRun: boolean; showId?: string },
): Promise<ImportReport> {
  const { db, publish } = container();
  if (showId) await requireHostOf(db, host, "show", showId);
  const parsed = format === "csv" ? parseCsvCatalog(text) : parseJsonCatalog(text);
  const { products } = parsed;
  const errors = [...parsed.errors, ...(await findClashes(parsed)), ...(await judgeAmounts(parsed, format))];
  const editions = products.flatMap((product) => product.editions);
  const report: ImportReport = {
    dryRun,
    products: products.length,
    editions: editions.length,
    units: editions.reduce((units, edition) => units + edition.stock, 0),
    errors: errors.slice(0, 500),
  };
  if (dryRun) return report;
  if (errors.length > 0) throw new Refusal("import_rejected", { detail: { report } });
  await db.$transaction(
    async (tx) => {
      for (const product of products) {
        const productId = await writeProduct(tx, host, product);
        if (showId) {
          await tx.$executeRaw`INSERT INTO show_product (show_id, product_id, position)
            SELECT ${showId}::uuid, ${productId}::uuid, 1 + coalesce(max(position), 0) FROM show_product WHERE show_id = ${showId}::uuid`;
        }
      }
    },
    { timeout: 30_000, maxWait: 5000 },
  );
  if (showId) publish.catalogChanged(showId);
  return report;
}

/** Amounts that no buyer could pay, by the column or field that holds them. */
async function judgeAmounts(
  { products, rows }: ParsedCatalog,
  format: "csv" | "json",
): Promise<ImportReport["errors"]> {
  const faults: ImportReport["errors"] = [];
  for (const [index, { editions }] of products.entries())
    for (const [place, edition] of editions.entries()) {
      const row = rows[index]?.(["editions", place]) ?? index + 1;
      for (const found of await findUnchargeable(edition))
        faults.push({ row, field: placeOf(found, format), message: sayUnchargeable(found) });
    }
  return faults;
}

function placeOf({ at, part, currency }: Unchargeable, format: "csv" | "json"): string {
  if (at === 0) return part;
  if (format === "json") return `prices.${at - 1}.${part}`;
  return `${part === "depositMinor" ? "deposit" : "price"}_${currency.toLowerCase()}`;
}

/** Addresses and SKUs that are taken, in the shop or twice in the file. */
async function findClashes({ products, rows }: ParsedCatalog): Promise<ImportReport["errors"]> {
  const { db } = container();
  const skus = products.flatMap((product) => product.editions.map(({ sku }) => sku));
  const [takenProducts, takenEditions] = await Promise.all([
    db.product.findMany({ where: { slug: { in: products.map(({ slug }) => slug) } }, select: { slug: true } }),
    db.edition.findMany({ where: { sku: { in: skus } }, select: { sku: true } }),
  ]);
  const slugs = new Set(takenProducts.map(({ slug }) => slug));
  const seen = new Set(takenEditions.map(({ sku }) => sku));
  const faults: ImportReport["errors"] = [];
  for (const [index, product] of products.entries()) {
    const rowOf = (path: PropertyKey[]) => rows[index]?.(path) ?? index + 1;
    if (slugs.has(product.slug))
      faults.push({ row: rowOf(["slug"]), field: "slug", message: `${product.slug} is taken` });
    slugs.add(product.slug);
    for (const [place, { sku }] of product.editions.entries()) {
      if (seen.has(sku)) faults.push({ row: rowOf(["editions", place]), field: "sku", message: `${sku} is taken` });
      seen.add(sku);
    }
  }
  return faults;
}
