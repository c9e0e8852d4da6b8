import { log } from "#lib/log.ts";

/** Rows as views. One that cannot be shown is left out and logged, so that a list survives it. */
export function presentEach<Row extends { id: string }, View>(rows: Row[], present: (row: Row) => View): View[] {
  return rows.flatMap((row) => {
    try {
      return [present(row)];
    } catch (error) {
      log.error(
        { event: "row_unreadable", err: error, row: row.id },
        "a row cannot be shown and was left out of its list",
      );
      return [];
    }
  });
}
