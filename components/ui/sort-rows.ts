import {
  type AccessorFnColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";

/** What a row is sorted by; a list is compared part by part: amounts in two currencies say nothing of each other. */
export type SortKey = string | number | boolean | null | readonly (string | number)[];

export type Sorting = { by: string; isDescending?: boolean };

type Sortable<Data> = { name: string; sortBy?: (row: Data) => SortKey };

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: {} });

/** The rows as the reader sorted them, and for each column how it stands and what turns it. */
export function useSortedRows<Data extends RowData>(
  columns: readonly Sortable<Data>[],
  rows: Data[],
  idOf: (row: Data) => string,
  first: Sorting | undefined,
) {
  const table = useTable({
    features,
    columns: columns.map(columnOf),
    data: rows,
    getRowId: idOf,
    initialState: { sorting: first ? [{ id: first.by, desc: first.isDescending ?? false }] : [] },
  });
  return {
    rows: table.getRowModel().rows,
    sortedAs: (name: string) => table.getColumn(name)?.getIsSorted() || undefined,
    turn: (name: string) => table.getColumn(name)?.getToggleSortingHandler(),
  };
}

function columnOf<Data extends RowData>({
  name,
  sortBy,
}: Sortable<Data>): AccessorFnColumnDef<typeof features, Data, unknown> {
  return {
    id: name,
    accessorFn: sortBy ?? (() => null),
    enableSorting: sortBy !== undefined,
    sortFn: (a, b) => (sortBy ? compareKeys(sortBy(a.original), sortBy(b.original)) : 0),
  };
}

/** Nothing stands before something. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === "string" && typeof b === "string") return a.localeCompare(b);
  if (typeof a === "object" && typeof b === "object") {
    for (const [index, part] of a.entries()) {
      const order = compareKeys(part, b[index] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  }
  return Number(a) - Number(b);
}
