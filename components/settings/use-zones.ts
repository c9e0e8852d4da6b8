import { useState } from "react";
import type { ShippingZone } from "#lib/shipping/schema.ts";

export type FeeRow = { key: number; currency: string; from: string; fee: number | null };
type Days = { firstDays: string; lastDays: string };
export type ZoneRow = Days & { key: number; name: string; isRest: boolean; countries: string; fees: FeeRow[] };
export type Zones = ReturnType<typeof useZones>;

/** The shipping zones while they are typed; `currency` is that of a fee that is new. */
export function useZones(initial: ShippingZone[], currency: string) {
  const [rows, setRows] = useState(() => initial.map(rowOf));
  const change = (key: number, part: Partial<ZoneRow>) =>
    setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return {
    rows,
    change,
    add: () => setRows((now) => [...now, emptyZone(nextKey(now), currency, now.length === 0)]),
    remove: (key: number) => setRows((now) => now.filter((row) => row.key !== key)),
    addFee: (zone: ZoneRow) => {
      const last = zone.fees.at(-1);
      const fee = { key: nextKey(zone.fees), currency: last?.currency ?? currency, from: last ? "" : "0", fee: null };
      change(zone.key, { fees: [...zone.fees, fee] });
    },
    changeFee: (zone: ZoneRow, key: number, part: Partial<FeeRow>) =>
      change(zone.key, { fees: zone.fees.map((fee) => (fee.key === key ? { ...fee, ...part } : fee)) }),
    removeFee: (zone: ZoneRow, key: number) => change(zone.key, { fees: zone.fees.filter((fee) => fee.key !== key) }),
  };
}

function nextKey(rows: { key: number }[]): number {
  return Math.max(-1, ...rows.map(({ key }) => key)) + 1;
}

function emptyZone(key: number, currency: string, isRest: boolean): ZoneRow {
  const days = { firstDays: "0", lastDays: "0" };
  return { ...{ key, name: "", isRest, countries: "" }, ...days, fees: [{ key: 0, currency, from: "0", fee: null }] };
}

function rowOf({ countries, fees, firstDays, lastDays, ...zone }: ShippingZone, key: number): ZoneRow {
  return {
    ...{ key, ...zone, countries: countries.join(" ") },
    ...{ firstDays: String(firstDays), lastDays: String(lastDays) },
    fees: fees.map(({ currency, fromGrams, feeMinor }, index) => ({
      ...{ key: index, currency, from: String(fromGrams), fee: feeMinor },
    })),
  };
}

/** What was typed, as the API takes it; NaN where it is no whole number, null where it is no amount. */
export function readZones(rows: ZoneRow[]) {
  return {
    zones: rows.map(({ name, isRest, countries, firstDays, lastDays, fees }) => ({
      ...{ name, isRest, countries: codesIn(countries) },
      ...{ firstDays: wholeIn(firstDays), lastDays: wholeIn(lastDays) },
      fees: fees.map(({ currency, from, fee }) => ({
        ...{ currency, fromGrams: wholeIn(from), feeMinor: fee },
      })),
    })),
  };
}

function wholeIn(typed: string): number {
  return /^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN;
}

/** The codes in "DE, fr at". */
export function codesIn(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;，、]+/u)
    .filter(Boolean);
}
