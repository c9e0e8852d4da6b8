import type { FileFault } from "#lib/files/schema.ts";
import words from "#lib/words/en/fileFaults.json" with { type: "json" };

export type FaultCode = keyof typeof words;
type Place = { row?: number; field?: string; column?: string };

/** A fault with its words in English; a page says it in its reader's language by code and values. */
export function fault(code: FaultCode, values: Record<string, string | number> = {}, place: Place = {}): FileFault {
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const message = words[code].replace(/\{(\w+)\}/g, (_, name: string) => said[name] ?? "");
  const { row = 0, field = "", column = "" } = place;
  return { row, field, column, code, message, values: said };
}
