import type { z } from "zod";
import { columnOfField } from "#lib/catalog/import-columns.ts";
import { type ProductWithEditions, productWithEditions } from "#lib/catalog/schema.ts";
import { type FaultCode, fault } from "#lib/files/fault.ts";
import type { FileFault } from "#lib/files/schema.ts";

/** Where in the file a part of a product was written, and in which column. */
export type Placed = {
  value: unknown;
  rowOf: (path: readonly PropertyKey[]) => number;
  columnOf?: (path: readonly PropertyKey[]) => string;
};
export type CheckedProducts = { products: ProductWithEditions[]; places: Placed[]; faults: FileFault[] };

/** Holds products against the schema of the API; every fault names its row, field and column. */
export function checkProducts(entries: Placed[]): CheckedProducts {
  const checked: CheckedProducts = { products: [], places: [], faults: [] };
  for (const entry of entries) {
    const parsed = productWithEditions.safeParse(entry.value);
    if (parsed.success) {
      checked.products.push(parsed.data);
      checked.places.push(entry);
    } else {
      checked.faults.push(...parsed.error.issues.flatMap((issue) => faultsOf(issue, entry)));
    }
  }
  return checked;
}

function faultsOf(issue: z.core.$ZodIssue, { rowOf, columnOf }: Placed): FileFault[] {
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
  return keys.map((key) => {
    const path = key === undefined ? issue.path : [...issue.path, key];
    const column = columnOf?.(path) ?? "";
    const field = column !== "" && path.includes("prices") ? column : fieldName(path);
    const place = { row: rowOf(path), field, column };
    return fault(...wordsOf(issue, key), place);
  });
}

function wordsOf(issue: z.core.$ZodIssue, key: string | undefined): [FaultCode, Record<string, string | number>] {
  if (key !== undefined) return ["unknown_key", { key }];
  if (issue.code === "invalid_type" && /received (undefined|NaN)/.test(issue.message)) return ["missing", {}];
  if (issue.code === "too_big") {
    return [issue.origin === "string" ? "too_long" : "too_large", { limit: Number(issue.maximum) }];
  }
  if (issue.code === "too_small" && issue.origin === "string") return ["missing", {}];
  if (issue.code === "too_small") return ["too_small", { limit: Number(issue.minimum) }];
  return ["wrong", { reason: issue.message }];
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map(String)
    .join(".")
    .replace(/^editions\.\d+\./, "");
}

/** The column of the import file behind a path of the schema. */
export function columnOfPath(path: readonly PropertyKey[]): string {
  return columnOfField(fieldName(path), path[0] === "editions" && path.length > 2 ? "edition" : "product");
}
