import { isKnownColumn } from "#lib/catalog/import-columns.ts";
import { parseOwnColumns } from "#lib/catalog/parse-catalog.ts";
import { parseJsonCatalog } from "#lib/catalog/parse-json-catalog.ts";
import { nothingParsed, type ParsedCatalog, tooMany } from "#lib/catalog/parsed-catalog.ts";
import type { ImportTerms } from "#lib/catalog/schema.ts";
import { isShopify, parseShopify } from "#lib/catalog/shopify-products.ts";
import { isWooCommerce, parseWooCommerce } from "#lib/catalog/woocommerce-products.ts";
import { fault } from "#lib/files/fault.ts";
import { readFile } from "#lib/files/read-file.ts";
import { foldName, readTable } from "#lib/files/read-table.ts";

export type CatalogFile = { bytes: Uint8Array; format: "csv" | "json"; charset?: string; terms: ImportTerms };
type ReadCatalog = ParsedCatalog & { encoding: string; candidates: { encoding: string; beginning: string }[] };

/** A catalogue file, whatever its encoding, separator and layout. Nothing is thrown: whatever is not understood is a fault. */
export function readCatalog({ bytes, format, charset, terms }: CatalogFile): ReadCatalog {
  const read = readFile(bytes, charset);
  if ("fault" in read) {
    const layout = format === "json" ? "json" : "launchroom";
    return { ...nothingParsed(layout, [read.fault]), encoding: "", candidates: read.candidates };
  }
  const parsed = format === "json" ? parseJsonCatalog(read.text) : parseCsvCatalog(read.text, terms);
  return { ...parsed, encoding: read.encoding, candidates: [] };
}

export function parseCsvCatalog(text: string, terms: ImportTerms = {}): ParsedCatalog {
  const table = readTable(text, countKnown);
  const found = table.records.length;
  if (table.faults.length > 0) return { ...nothingParsed("launchroom", table.faults), separator: table.separator };
  if (table.head.length === 0) {
    const beginning = text.trim().slice(0, 80).toWellFormed();
    return nothingParsed("launchroom", [beginning ? fault("head_unknown", { found: beginning }) : fault("empty")]);
  }
  if (found === 0) return { ...nothingParsed("launchroom", [fault("empty")]), separator: table.separator };
  const excess = tooMany(found);
  if (excess.length > 0) return { ...nothingParsed("launchroom", excess), separator: table.separator, rows: found };
  const columns = table.head.map(foldName);
  if (isShopify(columns)) return parseShopify(table, terms);
  return isWooCommerce(columns) ? parseWooCommerce(table, terms) : parseOwnColumns(table);
}

/** How much of a first line is a head that is known here. */
function countKnown(cells: string[]): number {
  const columns = cells.map(foldName);
  if (isShopify(columns) || isWooCommerce(columns)) return cells.length;
  return columns.filter(isKnownColumn).length;
}
