import { parse } from "csv-parse/sync";
import { type CityInput, type CityReport, cityInput } from "#lib/promises/schema.ts";

export type ParsedCities = { cities: CityInput[]; errors: CityReport["errors"] };
const columns = ["name", "first_days", "last_days", "open"] as const;
const mostRows = 2000;

/**
 * Cities from CSV, or from what a person pastes out of a spreadsheet: name, first and last days, and optionally yes or no for
 * open; comma, semicolon or tab between them, with or without a head line. Nothing is thrown: faults name line and column.
 */
export function parseCities(text: string): ParsedCities {
  let lines: string[][];
  try {
    lines = parse(text, {
      bom: true,
      delimiter: [",", ";", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      to: mostRows + 1,
      trim: true,
    });
  } catch (error) {
    return {
      cities: [],
      errors: [{ row: 0, field: "", message: error instanceof Error ? error.message : "is not CSV" }],
    };
  }
  const parsed: ParsedCities = { cities: [], errors: [] };
  const head = lines[0]?.[0]?.toLowerCase() === "name" ? 1 : 0;
  const rows = lines.slice(head);
  if (rows.length === 0) parsed.errors.push({ row: 0, field: "", message: "has no rows" });
  if (rows.length > mostRows) parsed.errors.push({ row: 0, field: "", message: `has more than ${mostRows} rows` });
  const seen = new Set<string>();
  for (const [index, record] of rows.entries()) {
    const row = index + 1;
    const city = cityInput.safeParse(cityOf(record));
    if (!city.success) {
      for (const { path, message } of city.error.issues) {
        parsed.errors.push({ row, field: columnOf(path[0]), message });
      }
    } else if (seen.has(city.data.name)) {
      parsed.errors.push({ row, field: "name", message: `${city.data.name} stands here twice` });
    } else {
      seen.add(city.data.name);
      parsed.cities.push(city.data);
    }
  }
  return parsed;
}

function cityOf([name, first, last, open]: string[]): unknown {
  return { name, firstDays: whole(first), lastDays: whole(last ?? first), open: yes(open) };
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

function columnOf(field: PropertyKey | undefined): string {
  const at = ["name", "firstDays", "lastDays", "open"].indexOf(String(field));
  return columns[at] ?? "";
}
