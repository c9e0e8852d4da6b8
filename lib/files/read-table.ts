import { CsvError, parse } from "csv-parse/sync";
import { fault } from "./fault.ts";
import type { FileFault, FileReading } from "./schema.ts";

/** One record of a table; `row` counts from 1 without the head line, as a spreadsheet shows it less one. */
export type Record = { row: number; cells: string[] };
type Separator = Exclude<FileReading["separator"], "">;
export type Table = { separator: Separator; head: string[]; records: Record[]; faults: FileFault[] };

const separators: Separator[] = [",", ";", "\t"];

/**
 * The records of a text, of which the first is the head when `isHead` says so. What stands between the columns is found: whatever
 * makes the most of the head, or of all lines. Every line counts, also an empty one; those without anything are left out.
 */
export function readTable(text: string, isHead: (cells: string[]) => number): Table {
  const { body, separator: said } = withoutSeparatorLine(text);
  const tries = (said ? [said] : separators).map((separator) => split(body, separator));
  const [best] = tries.toSorted((a, b) => score(b, isHead) - score(a, isHead));
  if (!best) throw new Error("there is always a separator to try");
  const [first, ...others] = best.lines;
  const hasHead = first !== undefined && isHead(first.cells) > 0;
  const offset = hasHead ? first.line : 0;
  return {
    separator: best.separator,
    head: hasHead ? first.cells : [],
    records: (hasHead ? others : best.lines).map(({ line, cells }) => ({ row: line - offset, cells })),
    faults: best.broken ? [fault("broken_quotes", { line: best.broken.line }, { row: best.broken.line - 1 })] : [],
  };
}

type Split = { separator: Separator; lines: { line: number; cells: string[] }[]; broken?: { line: number } };

function split(text: string, separator: Separator): Split {
  const lines: Split["lines"] = [];
  try {
    const records = parse(text, {
      delimiter: separator,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      trim: true,
    });
    for (const [place, cells] of records.entries()) {
      if (cells.some((cell) => cell !== "")) lines.push({ line: place + 1, cells });
    }
    return { separator, lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { separator, lines: [], broken: { line: Number(error.records ?? 0) + 1 } };
  }
}

/** A known head decides; without one, the separator that gives most lines more than one column. */
function score({ lines, broken }: Split, isHead: (cells: string[]) => number): number {
  if (broken) return -1;
  const known = lines[0] ? isHead(lines[0].cells) : 0;
  const wide = lines.slice(0, 100).filter(({ cells }) => cells.length > 1).length;
  return known * 1000 + wide;
}

/** Excel's own first line, `sep=;`. */
function withoutSeparatorLine(text: string): { body: string; separator?: Separator } {
  const match = /^sep=(.)(?:\r\n|\n|\r)/i.exec(text);
  const separator = separators.find((known) => known === match?.[1]);
  return match && separator ? { body: text.slice(match[0].length), separator } : { body: text };
}

/** A column's name however it was typed: case, spaces, hyphens and what stands around it do not matter. */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
