import { checkProducts } from "#lib/catalog/check-products.ts";
import { nothingParsed, type ParsedCatalog, tooMany } from "#lib/catalog/parsed-catalog.ts";
import { fault } from "#lib/files/fault.ts";
import { findDoubleKey } from "#lib/files/find-double-key.ts";

/** Products from a JSON array, each as productWithEditions. Nothing is thrown: every fault names its product's place and field. */
export function parseJsonCatalog(text: string): ParsedCatalog {
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    return nothingParsed("json", [fault("not_json")]);
  }
  if (!Array.isArray(listed)) return nothingParsed("json", [fault("not_list")]);
  if (listed.length === 0) return nothingParsed("json", [fault("empty")]);
  const twice = findDoubleKey(text);
  if (twice !== undefined) return nothingParsed("json", [fault("key_twice", { key: twice.slice(0, 80) })]);
  const editions = listed.reduce<number>((count, product) => count + editionsIn(product), 0);
  const excess = tooMany(Math.max(listed.length, editions));
  if (excess.length > 0) return { ...nothingParsed("json", excess), rows: Math.max(listed.length, editions) };
  const { products, places, faults } = checkProducts(
    listed.map((value: unknown, index) => ({ value, rowOf: () => index + 1 })),
  );
  const damaged = listed.flatMap((value: unknown, index) =>
    JSON.stringify(value).includes("\ufffd") ? [fault("damaged", {}, { row: index + 1 })] : [],
  );
  const errors = [...damaged, ...faults];
  return { layout: "json", separator: "", rows: listed.length, products, places, errors, notes: [] };
}

function editionsIn(product: unknown): number {
  const editions: unknown = typeof product === "object" && product ? Reflect.get(product, "editions") : undefined;
  return Array.isArray(editions) ? editions.length : 0;
}
