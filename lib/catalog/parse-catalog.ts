import { parse } from "csv-parse/sync";
import type { z } from "zod";
import { type Fault, namePriceColumn, pricesOf, type Row, whole } from "#lib/catalog/parse-prices.ts";
import { type ProductWithEditions, productWithEditions } from "#lib/catalog/schema.ts";

type RowOf = (path: PropertyKey[]) => number;
/** `rows` stands beside `products`: where in the file a part of the product was written. */
export type ParsedCatalog = { products: ProductWithEditions[]; rows: RowOf[]; errors: Fault[] };

const mostRows = 5000;

/** Products from a JSON array, each as productWithEditions. Nothing is thrown: every fault names its product's place and field. */
export function parseJsonCatalog(text: string): ParsedCatalog {
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    return { products: [], rows: [], errors: [{ row: 0, field: "", message: "is not JSON" }] };
  }
  if (!Array.isArray(listed))
    return { products: [], rows: [], errors: [{ row: 0, field: "", message: "must be an array of products" }] };
  return check(listed.slice(0, mostRows).map((value: unknown, index) => ({ value, row: () => index + 1 })));
}

/**
 * Products from CSV, one edition a row; rows with the same product_slug are one product. Prices and deposits are in major
 * units; `price_usd`, `deposit_usd` and `tax_bp_usd` are a further currency, and so on for any other.
 */
export function parseCsvCatalog(text: string): ParsedCatalog {
  let rows: Row[];
  try {
    rows = parse(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: false,
      to: mostRows,
    });
  } catch (error) {
    return {
      products: [],
      rows: [],
      errors: [{ row: 0, field: "", message: error instanceof Error ? error.message : "is not CSV" }],
    };
  }
  if (rows.length === 0) return { products: [], rows: [], errors: [{ row: 0, field: "", message: "has no rows" }] };
  const errors: Fault[] = [];
  const products = new Map<string, { value: { editions: unknown[] } & Record<string, unknown>; rows: number[] }>();
  for (const [index, row] of rows.entries()) {
    const edition = editionOf(row, index + 1, errors);
    const slug = row.product_slug ?? "";
    const product = products.get(slug) ?? { value: { ...productOf(row), editions: [] }, rows: [] };
    products.set(slug, product);
    product.value.editions.push(edition);
    product.rows.push(index + 1);
  }
  const checked = check(
    [...products.values()].map(({ value, rows: places }) => ({
      value,
      row: (path) =>
        path[0] === "editions" && typeof path[1] === "number" ? (places[path[1]] ?? 0) : (places[0] ?? 0),
    })),
  );
  const others = checked.errors.filter(
    (fault) => !errors.some((known) => known.row === fault.row && known.field === fault.field),
  );
  return {
    products: checked.products,
    rows: checked.rows,
    errors: [...errors, ...others].map((fault) => ({
      ...fault,
      field: namePriceColumn(rows[fault.row - 1], fault.field),
    })),
  };
}

function check(entries: { value: unknown; row: RowOf }[]): ParsedCatalog {
  const products: ProductWithEditions[] = [];
  const rows: RowOf[] = [];
  const errors: Fault[] = [];
  for (const { value, row } of entries) {
    const parsed = productWithEditions.safeParse(value);
    if (parsed.success) {
      products.push(parsed.data);
      rows.push(row);
      continue;
    }
    for (const issue of parsed.error.issues) {
      errors.push({ row: row(issue.path), field: fieldName(issue), message: issue.message });
    }
  }
  return { products, rows, errors };
}

function fieldName(issue: z.core.$ZodIssue): string {
  return issue.path
    .filter((part) => typeof part !== "number" || part >= 0)
    .join(".")
    .replace(/^editions\.\d+\./, "");
}

function productOf(row: Row) {
  return {
    slug: row.product_slug,
    name: row.product_name,
    tagline: row.product_tagline ?? "",
    image: row.product_image || null,
  };
}

function editionOf(row: Row, place: number, errors: Fault[]): unknown {
  return {
    sku: row.sku,
    name: row.edition_name,
    summary: row.edition_summary ?? "",
    image: row.edition_image || null,
    ...pricesOf(row, place, errors),
    stock: whole(row.stock),
    ...optional("perPersonLimit", row.per_person_limit),
    ...optional("refundDays", row.refund_days),
    ...optional("lockDeadlineDays", row.lock_deadline_days),
    ...(row.balance_due_on ? { balanceDueOn: row.balance_due_on } : {}),
    ...optional("balanceGraceDays", row.balance_grace_days),
    waves: wavesOf(row),
  };
}

function wavesOf(row: Row): unknown[] {
  const waves: unknown[] = [];
  for (let n = 1; row[`wave${n}_capacity`]; n += 1) {
    waves.push({ capacity: whole(row[`wave${n}_capacity`]), start: row[`wave${n}_start`], end: row[`wave${n}_end`] });
  }
  return waves;
}

function optional(name: string, text: string | undefined): Record<string, number> {
  return text ? { [name]: whole(text) ?? Number.NaN } : {};
}
