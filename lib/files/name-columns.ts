import { fault } from "./fault.ts";
import { foldName, type Table } from "./read-table.ts";
import type { FileFault } from "./schema.ts";

/** A record by its folded column names. */
export type Row = { row: number; cells: Record<string, string> };
export type NamedRows = { rows: Row[]; faults: FileFault[]; notes: FileFault[] };

/**
 * The records of a table by the names of their columns. Columns that are unknown, stand twice or have no name are faults unless
 * nothing stands in them, and so are rows that are longer or shorter than the head.
 */
export function nameColumns({ head, records }: Table, isKnown: (column: string) => boolean): NamedRows {
  const names = head.map(foldName);
  const faults: FileFault[] = [];
  const notes: FileFault[] = [];
  const firstWith = (place: number) => records.find(({ cells }) => cells[place]);
  for (const [place, name] of names.entries()) {
    const column = (head[place] ?? "").slice(0, 80);
    const holder = firstWith(place);
    if (name === "") {
      const values = { place: place + 1, text: short(holder?.cells[place]) };
      if (holder) faults.push(fault("column_nameless", values, { row: holder.row }));
    } else if (names.indexOf(name) !== place) {
      faults.push(fault("column_twice", { column }, { field: name, column }));
    } else if (!isKnown(name)) {
      const found = fault(holder ? "column_unknown" : "column_empty", { column }, { field: name, column });
      (holder ? faults : notes).push(found);
    }
  }
  const rows = records.map(({ row, cells }) => {
    faults.push(...judgeLength(row, cells, head.length), ...findDamage(row, cells, head));
    return { row, cells: Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ""])) };
  });
  return { rows, faults, notes };
}

/** Empty cells past the end say nothing; anything else there would be lost, and a short row may have slipped. */
function judgeLength(row: number, cells: string[], expected: number): FileFault[] {
  const found = cells.length;
  if (found < expected) return [fault("row_short", { found, expected }, { row })];
  const beyond = cells.slice(expected).find((cell) => cell !== "");
  return beyond === undefined ? [] : [fault("row_long", { found, expected, text: short(beyond) }, { row })];
}

function findDamage(row: number, cells: string[], head: string[]): FileFault[] {
  return cells.flatMap((cell, place) =>
    cell.includes("\ufffd")
      ? [fault("damaged", {}, { row, column: head[place] ?? "", field: foldName(head[place] ?? "") })]
      : [],
  );
}

function short(text = ""): string {
  return text.slice(0, 80).toWellFormed();
}
