import { clsx } from "clsx";
import type { ComponentProps } from "react";

type TableProps = ComponentProps<"table"> & {
  /** What the table lists, for those who cannot see where it stands. */
  label: string;
  dense?: boolean;
};

/** Hairlines, tabular figures. Scrolls sideways inside itself on a narrow screen. */
export function Table({ label, dense = false, className, ...rest }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="relative overflow-x-auto">
      <table
        {...rest}
        data-dense={dense || undefined}
        className={clsx(
          "group/table figures w-full border-collapse text-left",
          dense ? "text-sm" : "text-base",
          className,
        )}
      />
    </section>
  );
}

type CellProps = { numeric?: boolean };

export function HeadCell({ numeric = false, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        "slug whitespace-nowrap border-ink border-b px-3 py-2 font-normal text-soft first:pl-0 last:pr-0",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={clsx("border-rule border-b hover:bg-raised", className)} />;
}

export function Cell({ numeric = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...rest}
      className={clsx(
        "px-3 py-3 align-baseline first:pl-0 last:pr-0 group-data-dense/table:py-1.5",
        numeric && "whitespace-nowrap text-right",
        className,
      )}
    />
  );
}
