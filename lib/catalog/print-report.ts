import type { ImportReport } from "#lib/catalog/schema.ts";
import type { FileFault } from "#lib/files/schema.ts";
import { toDecimal } from "#lib/money.ts";

/** The report of an import for a terminal: how the file was read, what would be written, what was left behind, what is wrong. */
export function printReport(report: ImportReport): string[] {
  const { layout, encoding, separator, rows, preview, notes, errors, faults, candidates, editions } = report;
  const between = separator === "\t" ? "tab" : separator;
  const read = [layout, encoding, between && `separator ${between}`, `${rows} rows`].filter(Boolean).join(", ");
  const lines = preview.map(({ row, product, edition, sku, currency, priceMinor, stock, window, isNew }) =>
    [
      `  row ${row}`,
      isNew ? "new" : "taken",
      sku,
      `${product} / ${edition}`,
      `${currency} ${toDecimal(priceMinor, currency)}`,
      `${stock} units`,
      `${window.start} to ${window.end}`,
    ].join("  "),
  );
  return [
    `Read as ${read}.`,
    ...lines,
    ...(editions > preview.length ? [`  and ${editions - preview.length} more`] : []),
    ...(notes.length > 0 ? ["Left behind:", ...notes.map(place)] : []),
    ...(faults > 0 ? ["Faults:", ...errors.map(place)] : []),
    ...(faults > errors.length ? [`  and ${faults - errors.length} more`] : []),
    ...candidates.map(({ encoding: name, beginning }) => `  --encoding ${name}  ${beginning.replaceAll("\n", " | ")}`),
  ];
}

function place({ row, column, field, message }: FileFault): string {
  return `  row ${row}  ${column || field}  ${message}`;
}
