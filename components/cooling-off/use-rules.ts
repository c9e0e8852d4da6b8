import { useState } from "react";
import { codesIn } from "#components/settings/use-zones.ts";
import type { CoolingOffRule } from "#lib/cooling-off/schema.ts";
import type { Locale } from "#lib/words/locale.ts";

export type RuleRow = {
  key: number;
  countries: string;
  isRest: boolean;
  days: string;
  texts: Partial<Record<Locale, string>>;
};
export type Rules = ReturnType<typeof useRules>;

/** The rules while they are typed. */
export function useRules(initial: readonly CoolingOffRule[]) {
  const [rows, setRows] = useState<RuleRow[]>(() => initial.map(rowOf));
  return {
    rows,
    add: (rule: CoolingOffRule) =>
      setRows((now) => [...now, rowOf(rule, Math.max(-1, ...now.map(({ key }) => key)) + 1)]),
    change: (key: number, part: Partial<RuleRow>) =>
      setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row))),
    remove: (key: number) => setRows((now) => now.filter((row) => row.key !== key)),
  };
}

function rowOf({ countries, isRest, days, texts }: CoolingOffRule, key: number): RuleRow {
  return { key, countries: countries.join(" "), isRest, days: String(days), texts };
}

/** What was typed, as the API takes it; NaN where it is no whole number. */
export function readRules(rows: readonly RuleRow[]) {
  return rows.map(({ countries, isRest, days, texts }) => ({
    ...{ countries: codesIn(countries), isRest, texts },
    days: /^\d+$/.test(days.trim()) ? Number(days) : Number.NaN,
  }));
}
