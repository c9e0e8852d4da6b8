import { type CityInput, cityInput } from "#lib/delivery-windows/schema.ts";
import { fault } from "#lib/files/fault.ts";
import { nameColumns, type Row } from "#lib/files/name-columns.ts";
import { foldName, readTable, type Table } from "#lib/files/read-table.ts";
import type { FileFault, FileReading } from "#lib/files/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

type ParsedCities = { separator: FileReading["separator"]; rows: number; cities: CityInput[]; errors: FileFault[] };
const columns = ["name", "first_days", "last_days", "open"] as const;
const maxRows = 2000;

/**
 * Cities from CSV, or from what a person pastes out of a spreadsheet: name, first and last days, and optionally yes or no for
 * open; comma, semicolon or tab between them, with or without a head line, which may name `name_zh-CN` and the like too. Nothing
 * is thrown: faults name line and column.
 */
export function parseCities(text: string): ParsedCities {
  const table = readTable(text, (cells) => (foldName(cells[0] ?? "") === "name" ? cells.length : 0));
  const { records, separator } = table;
  const parsed: ParsedCities = { separator, rows: records.length, cities: [], errors: [...table.faults] };
  if (parsed.errors.length > 0) return parsed;
  if (records.length === 0) return { ...parsed, errors: [fault("empty")] };
  if (records.length > maxRows) {
    return { ...parsed, errors: [fault("too_many", { found: records.length, limit: maxRows })] };
  }
  const named = nameColumns(withHead(table), isKnown);
  parsed.errors.push(...named.faults);
  const seen = new Map<string, number>();
  for (const row of named.rows) {
    const city = cityInput.safeParse(cityOf(row));
    if (!city.success) {
      for (const { path, message } of city.error.issues) {
        parsed.errors.push(fault("wrong", { reason: message }, place(row.row, String(path[0]))));
      }
      continue;
    }
    const { name } = city.data;
    const first = seen.get(name);
    if (first !== undefined) parsed.errors.push(fault("city_twice", { name, first }, place(row.row, "name")));
    else parsed.cities.push(city.data);
    seen.set(name, first ?? row.row);
  }
  return parsed;
}

/** A list without a head line has the columns of ours, as many as it needs. */
function withHead({ head, records, ...table }: Table): Table {
  if (head.length > 0) return { ...table, head, records };
  const padded = records.map(({ row, cells }) => ({
    row,
    cells: [...cells, "", "", ""].slice(0, Math.max(4, cells.length)),
  }));
  return { ...table, head: [...columns], records: padded };
}

function isKnown(column: string): boolean {
  return columns.some((known) => known === column) || locales.some((locale) => `name_${foldName(locale)}` === column);
}

function cityOf({ cells: { name, first_days: first, last_days: last, open, ...others } }: Row): unknown {
  const texts: Partial<Record<Locale, { name: string }>> = {};
  for (const locale of locales) {
    const other = others[`name_${foldName(locale)}`];
    if (other) texts[locale] = { name: other };
  }
  const known = Object.keys(texts).length > 0 ? { texts } : {};
  return { name, firstDays: whole(first), lastDays: whole(last || first), open: yes(open), ...known };
}

/** Undefined, which the schema names, for anything but a whole number. */
function whole(text: string | undefined): number | undefined {
  return text && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function yes(text: string | undefined): unknown {
  if (!text) return true;
  if (/^(yes|true|open|1|是|开)$/i.test(text)) return true;
  return /^(no|false|closed|0|否|关)$/i.test(text) ? false : text;
}

function place(row: number, field: string) {
  const column = columns[["name", "firstDays", "lastDays", "open"].indexOf(field)] ?? field;
  return { row, field: column, column };
}
