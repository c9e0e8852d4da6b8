import { checkProducts, columnOfPath } from "#lib/catalog/check-products.ts";
import {
  isKnownColumn,
  isProductColumn,
  maxWaves,
  pictureColumnsOf,
  picturesOfRow,
  textsOfRow,
} from "#lib/catalog/import-columns.ts";
import { namePriceColumn, pricesOf } from "#lib/catalog/parse-prices.ts";
import type { ParsedCatalog } from "#lib/catalog/parsed-catalog.ts";
import { fault } from "#lib/files/fault.ts";
import { nameColumns, type Row } from "#lib/files/name-columns.ts";
import { foldName, type Table } from "#lib/files/read-table.ts";
import type { FileFault } from "#lib/files/schema.ts";

type Group = { value: { editions: unknown[] } & Record<string, unknown>; rows: Row[]; pictureColumns: string[] };

/**
 * Products from our own columns, one edition a row; rows with the same product_slug are one product. Prices and deposits are in
 * major units; `price_usd`, `deposit_usd` and `tax_bp_usd` are a further currency, `product_name_zh-CN` a further language.
 */
export function parseOwnColumns(table: Table): ParsedCatalog {
  const { rows, faults, notes } = nameColumns(table, isKnownColumn);
  const errors = [...table.faults, ...faults];
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const slug = row.cells.product_slug || `\u0000${row.row}`;
    const group = groups.get(slug) ?? { value: { ...productOf(row), editions: [] }, rows: [], pictureColumns: [] };
    groups.set(slug, group);
    group.value.editions.push(editionOf(row, errors));
    group.rows.push(row);
  }
  for (const group of groups.values()) joinProduct(group, errors);
  const checked = checkProducts([...groups.values()].map(place));
  const others = checked.faults.filter(
    (found) => !errors.some((known) => known.row === found.row && known.field === found.field),
  );
  return {
    layout: "launchroom",
    separator: table.separator,
    rows: table.records.length,
    products: checked.products,
    places: checked.places,
    errors: [...errors, ...others],
    notes,
  };
}

function place(group: Group) {
  const { value, rows } = group;
  const rowAt = (path: readonly PropertyKey[]) =>
    path[0] === "editions" && typeof path[1] === "number" ? rows[path[1]] : rows[0];
  return {
    value,
    rowOf: (path: readonly PropertyKey[]) => rowAt(path)?.row ?? 0,
    columnOf: (path: readonly PropertyKey[]) => {
      const cells = rowAt(path)?.cells;
      return (cells && (namePriceColumn(cells, path) ?? namePictureColumn(group, path))) ?? columnOfPath(path);
    },
  };
}

/** What one row says of the product holds for all; who says something else is told. */
function joinProduct(group: Group, errors: FileFault[]) {
  const { value, rows } = group;
  const said = new Map<string, { text: string; row: number }>();
  for (const { row, cells } of rows) {
    for (const [column, text] of Object.entries(cells)) {
      if (!isProductColumn(column) || text === "") continue;
      const first = said.get(column);
      if (!first) said.set(column, { text, row });
      else if (first.text !== text) {
        const values = { text: short(text), other: short(first.text), first: first.row };
        errors.push(fault("differs", values, { row, field: column, column }));
      }
    }
  }
  const cells = Object.fromEntries([...said].map(([column, { text }]) => [column, text]));
  group.pictureColumns = pictureColumnsOf(cells);
  Object.assign(value, productOf({ row: 0, cells: { ...rows[0]?.cells, ...cells } }));
}

/** The column of a picture or of its description. The schema counts pictures, and a file may leave columns between them empty. */
function namePictureColumn({ pictureColumns }: Group, [field, index, part, locale]: readonly PropertyKey[]) {
  const column = field === "pictures" && typeof index === "number" ? pictureColumns[index] : undefined;
  if (!column || part === undefined || part === "src") return column;
  return part === "alt" ? `${column}_alt` : `${column}_alt_${foldName(String(locale))}`;
}

function productOf({ cells }: Row) {
  return {
    slug: cells.product_slug,
    name: cells.product_name,
    tagline: cells.product_tagline ?? "",
    description: cells.product_description ?? "",
    facts: cells.product_facts ?? "",
    ...(pictureColumnsOf(cells).length > 0 ? { pictures: picturesOfRow(cells) } : {}),
    ...textsOfRow("product", cells),
    ...(cells.product_language ? { language: cells.product_language } : {}),
    ...(cells.product_delivery ? { delivery: cells.product_delivery.toLowerCase() } : {}),
  };
}

function editionOf(row: Row, errors: FileFault[]): unknown {
  const { cells } = row;
  const whole = (column: string, field: string) => wholeNumber(row, column, field, errors);
  const optional = (name: string, column: string) => (cells[column] ? { [name]: whole(column, name) } : {});
  return {
    sku: cells.sku,
    name: cells.edition_name,
    summary: cells.edition_summary ?? "",
    facts: cells.edition_facts ?? "",
    variantGroup: cells.variant_group ?? "",
    option: cells.option ?? "",
    swatch: cells.swatch?.toLowerCase() || null,
    image: cells.edition_image || null,
    ...textsOfRow("edition", cells),
    ...pricesOf(row, errors),
    stock: whole("stock", "stock"),
    ...optional("perPersonLimit", "per_person_limit"),
    ...optional("refundDays", "refund_days"),
    ...optional("lockDeadlineDays", "lock_deadline_days"),
    ...optional("addressLockDays", "address_lock_days"),
    ...optional("weightGrams", "weight_grams"),
    ...(cells.cooling_off_exemption ? { coolingOffExemption: cells.cooling_off_exemption } : {}),
    ...(cells.balance_due_on ? { balanceDueOn: cells.balance_due_on } : {}),
    ...optional("balanceGraceDays", "balance_grace_days"),
    waves: wavesOf(row, errors),
  };
}

function wavesOf(row: Row, errors: FileFault[]): unknown[] {
  const waves: unknown[] = [];
  for (let number = 1; number <= maxWaves; number += 1) {
    const {
      [`wave${number}_capacity`]: capacity,
      [`wave${number}_start`]: start,
      [`wave${number}_end`]: end,
    } = row.cells;
    if (!capacity && !start && !end) continue;
    if (waves.length < number - 1) {
      const column = `wave${number}_capacity`;
      errors.push(fault("wave_gap", { wave: number, before: number - 1 }, { row: row.row, field: "waves", column }));
      return waves;
    }
    const field = `waves.${number - 1}.capacity`;
    waves.push({ capacity: wholeNumber(row, `wave${number}_capacity`, field, errors), start, end });
  }
  return waves;
}

/** Undefined, after a word about it, for anything but a whole number. */
function wholeNumber({ row, cells }: Row, column: string, field: string, errors: FileFault[]): number | undefined {
  const text = cells[column] ?? "";
  if (/^\d{1,12}$/.test(text)) return Number(text);
  errors.push(text ? fault("not_whole", { text: short(text) }, { row, field, column }) : missing(row, field, column));
  return undefined;
}

function missing(row: number, field: string, column: string): FileFault {
  return fault("missing", {}, { row, field, column });
}

function short(text: string): string {
  return text.slice(0, 80).toWellFormed();
}
