"use client";

import type { RowData } from "@tanstack/react-table";
import { clsx } from "clsx";
import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { type Sorting, type SortKey, useSortedRows } from "./sort-rows.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { type RowWindow, useRowWindow } from "./use-row-window.ts";

export type Column<Data> = {
  name: string;
  head: ReactNode;
  /** Shown to nobody: the head of a column of buttons, for those who hear it. */
  isHeadHidden?: boolean;
  /** What exactly stands in the column. */
  title?: string;
  isNumeric?: boolean;
  cell: (row: Data, index: number) => ReactNode;
  /** Given, the head is a button that sorts by it. */
  sortBy?: (row: Data) => SortKey;
  className?: string | ((row: Data) => string);
  headClassName?: string;
};

type DataTableProps<Data extends RowData> = {
  /** What the table lists, for those who cannot see where it stands. */
  label: string;
  columns: readonly Column<Data>[];
  rows: Data[];
  idOf: (row: Data) => string;
  /** Stands in for a table without rows. */
  empty?: ReactNode;
  sorting?: Sorting;
  /** The order of the rows means something, or more of them are elsewhere: the reader sorts by nothing. */
  keepsOrder?: boolean;
  /** Arrows walk the rows, Enter follows the link of one, a letter presses the button that names it. */
  hasRowKeys?: boolean;
  /** Only the rows in sight exist; the table then scrolls inside a height that `className` gives. */
  window?: RowWindow;
  /** Told, after every change, how far down the rows exist. */
  onReach?: (lastIndex: number) => void;
  /** More of a row, below it and across all columns. */
  detail?: (row: Data) => ReactNode;
  rowClassName?: (row: Data) => string | undefined;
  /** How wide the columns need to be together; a narrower screen scrolls them inside the table. */
  width?: string;
  className?: string;
  testId?: string;
};

/** Hairlines, tabular figures, heads that stay in sight; scrolls inside itself both ways and never moves the page. */
export function DataTable<Data extends RowData>(props: DataTableProps<Data>) {
  const { label, rows, idOf, empty, sorting, hasRowKeys = false, window, onReach, detail } = props;
  const columns = props.keepsOrder ? props.columns.map((column) => ({ ...column, sortBy: undefined })) : props.columns;
  const scroller = useRef<HTMLElement>(null);
  const sorted = useSortedRows(columns, rows, idOf, sorting);
  const { first, last, above, below, reveal } = useRowWindow(scroller, rows.length, window);
  const keys = useRowKeys({ count: rows.length, rendered: { first, last }, reveal });
  useEffect(() => onReach?.(last));
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <section
      ref={scroller}
      aria-label={label}
      // A region that scrolls must be reachable by keyboard; with row keys its rows are.
      tabIndex={hasRowKeys ? undefined : 0}
      data-testid={props.testId}
      className={clsx("relative overflow-auto", props.className)}
    >
      <table
        aria-label={label}
        aria-rowcount={window && -1}
        className={clsx("figures w-full border-collapse text-left text-sm", props.width)}
      >
        <thead className="sticky top-0 z-10 bg-(--table-ground,var(--paper))">
          <tr>
            {columns.map((column) => (
              <Head
                key={column.name}
                column={column}
                as={sorted.sortedAs(column.name)}
                turn={sorted.turn(column.name)}
              />
            ))}
          </tr>
        </thead>
        <tbody {...(hasRowKeys && keys.body)}>
          {above > 0 && <Gap height={above} />}
          {sorted.rows.slice(first, last + 1).map(({ id, original }, offset) => (
            <Fragment key={id}>
              <tr
                {...(hasRowKeys && keys.row(first + offset))}
                className={clsx(
                  "-outline-offset-2",
                  window && "h-9",
                  detail ? "align-baseline" : "border-rule border-b hover:bg-raised focus:bg-raised",
                  props.rowClassName?.(original),
                )}
              >
                {columns.map((column) => (
                  <BodyCell key={column.name} column={column} row={original} index={first + offset} isLow={!!window} />
                ))}
              </tr>
              {detail && (
                <tr className="border-rule border-b">
                  <td colSpan={columns.length} className="px-1 py-1.5">
                    {detail(original)}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </section>
  );
}

type HeadProps<Data> = {
  column: Column<Data>;
  as: "asc" | "desc" | undefined;
  turn: ((event: unknown) => void) | undefined;
};

function Head<Data>({
  column: { head, title, isNumeric, isHeadHidden, sortBy, headClassName },
  as,
  turn,
}: HeadProps<Data>) {
  return (
    <th
      scope="col"
      title={title}
      aria-sort={as && (as === "asc" ? "ascending" : "descending")}
      className={clsx(
        "slug whitespace-nowrap px-3 py-1.5 font-normal text-soft shadow-[inset_0_-1px_0_var(--ink)] first:pl-1 last:pr-1",
        isNumeric && "text-right",
        headClassName,
      )}
    >
      {sortBy ? (
        <button
          type="button"
          onClick={turn}
          className={clsx(
            "slug -my-1.5 flex w-full items-center gap-1 py-1.5 hover:text-ink",
            isNumeric && "justify-end",
          )}
        >
          {head}
          {as && <span aria-hidden>{as === "asc" ? "↑" : "↓"}</span>}
        </button>
      ) : (
        <span className={isHeadHidden ? "sr-only" : undefined}>{head}</span>
      )}
    </th>
  );
}

type BodyCellProps<Data> = { column: Column<Data>; row: Data; index: number; isLow: boolean };

function BodyCell<Data>({ column: { title, isNumeric, className, cell }, row, index, isLow }: BodyCellProps<Data>) {
  return (
    <td
      title={title}
      className={clsx(
        "px-3 first:pl-1 last:pr-1",
        isLow ? "whitespace-nowrap" : "py-1.5 align-baseline",
        isNumeric && "whitespace-nowrap text-right",
        typeof className === "function" ? className(row) : className,
      )}
    >
      {cell(row, index)}
    </td>
  );
}

/** Stands in for the rows that are scrolled out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
