import type { Placed } from "#lib/catalog/check-products.ts";
import type { ImportLayout, ProductWithEditions } from "#lib/catalog/schema.ts";
import { fault } from "#lib/files/fault.ts";
import type { FileFault, FileReading } from "#lib/files/schema.ts";

/** What a catalogue file says. `places` stands beside `products`: where in the file each part of them was written. */
export type ParsedCatalog = {
  layout: ImportLayout;
  separator: FileReading["separator"];
  /** Rows or products found, also those at fault. */
  rows: number;
  products: ProductWithEditions[];
  places: Placed[];
  errors: FileFault[];
  notes: FileFault[];
};

/** More than that in one file is refused whole: it is one transaction. */
export const maxRows = 5000;

export function nothingParsed(layout: ImportLayout, errors: FileFault[]): ParsedCatalog {
  return { layout, separator: "", rows: 0, products: [], places: [], errors, notes: [] };
}

export function tooMany(found: number): FileFault[] {
  return found > maxRows ? [fault("too_many", { found, limit: maxRows })] : [];
}
