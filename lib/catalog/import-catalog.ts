import { type Host, requireHostOf } from "#lib/accounts/gate.ts";
import { columnOfPath } from "#lib/catalog/check-products.ts";
import { findUnchargeable, sayUnchargeable, type Unchargeable } from "#lib/catalog/judge-prices.ts";
import { type CatalogFile, readCatalog } from "#lib/catalog/read-catalog.ts";
import type { ImportLine, ImportReport } from "#lib/catalog/schema.ts";
import { writeCatalog } from "#lib/catalog/write-catalog.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { fault } from "#lib/files/fault.ts";
import type { FileFault } from "#lib/files/schema.ts";
import { Refusal } from "#lib/refusal.ts";

type Order = CatalogFile & { dryRun: boolean; showId?: string };
type Read = ReturnType<typeof readCatalog>;

const maxFaults = 500;
const maxLines = 200;

/**
 * Reads a catalogue file and writes all of it or nothing; a dry run writes too and takes it back, so that it refuses whatever the
 * real one would. With a show, its products are listed there. Refuses with import_rejected (the report in `detail`) when a row is
 * at fault and with not_found for a stranger's show.
 */
export async function importCatalog(
  app: Uses<"db" | "publish" | "rails">,
  host: Host,
  { dryRun, showId, ...file }: Order,
): Promise<ImportReport> {
  const { db, publish } = app;
  if (showId) await requireHostOf(db, host, "show", showId);
  const read = readCatalog(file);
  const clashes = await findClashes(app, read);
  const errors = [...read.errors, ...clashes.faults, ...(await judgeAmounts(app, read))];
  if (errors.length === 0) errors.push(...(await write(app, host, read, { dryRun, showId })));
  const report = makeReport(read, errors, { dryRun, isTaken: clashes.isTaken });
  if (errors.length > 0 && !dryRun) throw new Refusal("import_rejected", { detail: { report } });
  if (showId && !dryRun) publish.catalogChanged(showId);
  return report;
}

/** Amounts that no buyer could pay, by the column or field that holds them. */
async function judgeAmounts(app: Uses<"rails">, { products, places, layout }: Read): Promise<FileFault[]> {
  const faults: FileFault[] = [];
  for (const [index, { editions }] of products.entries()) {
    for (const [place, edition] of editions.entries()) {
      const row = places[index]?.rowOf(["editions", place]) ?? index + 1;
      for (const found of await findUnchargeable(app, edition)) {
        faults.push(fault("wrong", { reason: sayUnchargeable(found) }, { row, ...placeOf(found, layout) }));
      }
    }
  }
  return faults;
}

function placeOf({ at, part, currency }: Unchargeable, layout: Read["layout"]) {
  const name = part === "depositMinor" ? "deposit" : "price";
  const column = at === 0 ? (part === "currency" ? part : name) : `${name}_${currency.toLowerCase()}`;
  if (layout === "launchroom") return { field: at === 0 ? part : column, column };
  return { field: at === 0 ? part : `prices.${at - 1}.${part}`, column: "" };
}

class TakenBack extends Error {}

/** The faults that only the database sees. */
async function write(
  { db }: Uses<"db">,
  host: Host,
  { products }: Read,
  { dryRun, showId }: { dryRun: boolean; showId?: string },
): Promise<FileFault[]> {
  try {
    await db.$transaction(
      async (tx) => {
        await writeCatalog(tx, host, products, showId);
        if (dryRun) throw new TakenBack();
      },
      { timeout: 60_000, maxWait: 5000 },
    );
    return [];
  } catch (error) {
    if (error instanceof TakenBack) return [];
    if (isDuplicateOf(error, "sku")) return [fault("taken", { value: "sku" }, { field: "sku" })];
    if (isDuplicateOf(error, "slug")) return [fault("taken", { value: "product_slug" }, { field: "slug" })];
    throw error;
  }
}

function makeReport(
  read: Read,
  errors: FileFault[],
  { dryRun, isTaken }: { dryRun: boolean; isTaken: (line: ImportLine) => boolean },
): ImportReport {
  const { layout, encoding, separator, rows, products, notes, candidates } = read;
  const editions = products.flatMap((product) => product.editions);
  return {
    ...{ dryRun, layout, encoding, separator, rows, candidates },
    products: products.length,
    editions: editions.length,
    units: editions.reduce((units, edition) => units + edition.stock, 0),
    errors: errors.toSorted((a, b) => a.row - b.row).slice(0, maxFaults),
    faults: errors.length,
    notes: notes.toSorted((a, b) => a.row - b.row).slice(0, maxFaults),
    preview: linesOf(read).map((line) => ({ ...line, isNew: !isTaken(line) })),
  };
}

function linesOf({ products, places }: Read): ImportLine[] {
  const lines = products.flatMap((product, index) =>
    product.editions.slice(0, maxLines).map((edition, place) => ({
      row: places[index]?.rowOf(["editions", place]) ?? 0,
      slug: product.slug,
      product: product.name,
      sku: edition.sku,
      edition: edition.name,
      currency: edition.currency,
      priceMinor: edition.priceMinor,
      depositMinor: edition.depositMinor,
      taxBp: edition.taxBp,
      stock: edition.stock,
      window: { start: edition.waves[0]?.start ?? "", end: edition.waves.at(-1)?.end ?? "" },
      isNew: true,
    })),
  );
  return lines.slice(0, maxLines);
}

/** Addresses and SKUs that are taken, in the shop or twice in the file. */
async function findClashes({ db }: Uses<"db">, { products, places, layout }: Read) {
  const skus = products.flatMap((product) => product.editions.map(({ sku }) => sku));
  const [takenProducts, takenEditions] = await Promise.all([
    db.product.findMany({ where: { slug: { in: products.map(({ slug }) => slug) } }, select: { slug: true } }),
    db.edition.findMany({ where: { sku: { in: skus } }, select: { sku: true } }),
  ]);
  const slugs = new Set(takenProducts.map(({ slug }) => slug));
  const numbers = new Set(takenEditions.map(({ sku }) => sku));
  const seenSlugs = new Map<string, number>();
  const seenSkus = new Map<string, number>();
  const faults: FileFault[] = [];
  for (const [index, product] of products.entries()) {
    const placeOf = (path: PropertyKey[], field: string) => ({
      row: places[index]?.rowOf(path) ?? index + 1,
      field,
      column: layout === "launchroom" ? columnOfPath([...path]) : "",
    });
    const at = placeOf(["slug"], "slug");
    const first = seenSlugs.get(product.slug);
    if (slugs.has(product.slug)) faults.push(fault("taken", { value: product.slug }, at));
    else if (first !== undefined) faults.push(fault("slug_twice", { slug: product.slug, first }, at));
    else seenSlugs.set(product.slug, at.row);
    for (const [place, { sku }] of product.editions.entries()) {
      const here = { ...placeOf(["editions", place], "sku"), column: layout === "launchroom" ? "sku" : "" };
      const other = seenSkus.get(sku);
      if (numbers.has(sku)) faults.push(fault("taken", { value: sku }, here));
      else if (other !== undefined) faults.push(fault("sku_twice", { sku, first: other }, here));
      else seenSkus.set(sku, here.row);
    }
  }
  return { faults, isTaken: ({ slug, sku }: ImportLine) => slugs.has(slug) || numbers.has(sku) };
}
