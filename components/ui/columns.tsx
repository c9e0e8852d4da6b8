import { useFormatter } from "next-intl";
import type { Column } from "./data-table.tsx";
import { LocalTime } from "./local-time.tsx";
import { Money } from "./money.tsx";

type More<Data> = Partial<Omit<Column<Data>, "name" | "head" | "cell">>;
type Of<Data, Value> = (row: Data) => Value;

/** What all columns of the same kind share: how they are drawn, aligned and sorted. `more` adds to it or takes it away. */
export function textColumn<Data>(
  name: string,
  head: string,
  text: Of<Data, string | null>,
  more?: More<Data>,
): Column<Data> {
  return { name, head, sortBy: text, cell: text, ...more };
}

export function countColumn<Data>(
  name: string,
  head: string,
  count: Of<Data, number>,
  more?: More<Data>,
): Column<Data> {
  return { name, head, isNumeric: true, sortBy: count, cell: (row) => <Count value={count(row)} />, ...more };
}

type TimeOptions<Data> = More<Data> & {
  style?: "second" | "minute" | "full";
  /** Said where there is no moment. */
  none?: string;
};

export function timeColumn<Data>(
  name: string,
  head: string,
  at: Of<Data, string | null>,
  { style, none = "–", ...more }: TimeOptions<Data> = {},
): Column<Data> {
  const cell = (row: Data) => {
    const iso = at(row);
    return iso ? <LocalTime iso={iso} style={style} /> : <span className="text-soft">{none}</span>;
  };
  return { name, head, className: "whitespace-nowrap", sortBy: at, cell, ...more };
}

type Amount = { minor: number; currency: string };
type MoneyOptions<Data> = More<Data> & { style?: "short" | "full"; withCode?: boolean };

export function moneyColumn<Data>(
  name: string,
  head: string,
  amount: Of<Data, Amount | null>,
  { style, withCode, ...more }: MoneyOptions<Data> = {},
): Column<Data> {
  const cell = (row: Data) => {
    const found = amount(row);
    return found ? <Money {...found} style={style} withCode={withCode} /> : "–";
  };
  const sortBy = (row: Data) => {
    const found = amount(row);
    return found && [found.currency, found.minor];
  };
  return { name, head, isNumeric: true, sortBy, cell, ...more };
}

function Count({ value }: { value: number }) {
  return useFormatter().number(value);
}
