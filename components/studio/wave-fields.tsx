"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFaults } from "#components/forms/faults.ts";
import { FormField } from "#components/forms/form-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { WaveView } from "#lib/catalog/schema.ts";

type WaveRow = {
  key: number;
  /** Of a wave that exists. */
  id?: string;
  capacity: string;
  start: string;
  end: string;
  /** Units that are promised already: the window stays, and the capacity may not fall below. */
  allocated: number;
};
type Waves = ReturnType<typeof useWaves>;

const most = 24;

/** The delivery waves being typed, at least one. */
export function useWaves(initial: WaveRow[]) {
  const [rows, setRows] = useState(initial);
  return {
    rows,
    add: () => setRows((now) => [...now, emptyWave((now.at(-1)?.key ?? 0) + 1)]),
    remove: (key: number) => setRows((now) => now.filter((row) => row.key !== key)),
    change: (key: number, part: Partial<WaveRow>) =>
      setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row))),
  };
}

/** The same windows for another edition: nothing is promised of them yet. */
export function freshWaves(waves: WaveView[]): WaveRow[] {
  return waves.map(({ capacity, start, end }, key) => ({ key, capacity: String(capacity), start, end, allocated: 0 }));
}

/** What was typed as the API wants it; NaN where it is no whole number. */
export function readWaves(rows: WaveRow[]) {
  return rows.map(({ id, capacity, start, end }) => ({
    ...(id ? { id } : {}),
    capacity: /^\d+$/.test(capacity) ? Number(capacity) : Number.NaN,
    start,
    end,
  }));
}

type WaveFieldsProps = { waves: Waves; stock: number };

/** When the units are delivered: so many by this window, so many by the next. Every unit needs a promise. */
export function WaveFields({ waves: { rows, add, remove, change }, stock }: WaveFieldsProps) {
  const t = useTranslations("studio.waves");
  const words = useTranslations("editing.waves");
  const promised = rows.reduce((units, row) => units + (Number(row.capacity) || 0), 0);
  const isShort = promised < stock;
  const wrong = useFaults()("waves", isShort ? t("wrong.waves") : words("outOfOrder"));
  return (
    <fieldset className="grid grid-cols-1 gap-4 border-rule border-t pt-4">
      <legend className="sr-only">{t("heading")}</legend>
      <div className="flex items-baseline justify-between gap-4">
        <span aria-hidden className="font-medium">
          {t("heading")}
        </span>
        <output className={isShort ? "figures text-sm text-warn" : "figures text-sm text-soft"}>
          {t("promised", { promised, stock })}
        </output>
      </div>
      <Problem>{wrong}</Problem>
      {rows.map((row, index) => (
        <div key={row.key} className="grid grid-cols-2 items-start gap-3">
          <FormField
            path={`waves.${index}.capacity`}
            label={t("capacity")}
            hint={row.allocated > 0 ? words("promised", { count: row.allocated }) : undefined}
            wrong={t("wrong.capacity")}
          >
            {(binding) => (
              <Input
                {...binding}
                value={row.capacity}
                inputMode="numeric"
                autoComplete="off"
                onChange={(event) => change(row.key, { capacity: event.target.value })}
              />
            )}
          </FormField>
          <IconButton
            label={t("remove", { number: index + 1 })}
            disabled={rows.length === 1 || row.allocated > 0}
            onClick={() => remove(row.key)}
            className="mt-6.5 justify-self-end"
          >
            <X aria-hidden />
          </IconButton>
          <FormField path={`waves.${index}.start`} label={t("start")} wrong={t("wrong.day")}>
            {(binding) => (
              <Input
                {...binding}
                type="date"
                value={row.start}
                disabled={row.allocated > 0}
                onChange={(event) => change(row.key, { start: event.target.value })}
              />
            )}
          </FormField>
          <FormField path={`waves.${index}.end`} label={t("end")} wrong={t("wrong.end")}>
            {(binding) => (
              <Input
                {...binding}
                type="date"
                value={row.end}
                disabled={row.allocated > 0}
                min={row.start || undefined}
                onChange={(event) => change(row.key, { end: event.target.value })}
              />
            )}
          </FormField>
        </div>
      ))}
      <Button look="line" size="sm" disabled={rows.length >= most} onClick={add} className="justify-self-start">
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </fieldset>
  );
}

export function emptyWave(key: number): WaveRow {
  return { key, capacity: "", start: "", end: "", allocated: 0 };
}

export function rowOfWave({ id, capacity, allocated, start, end }: WaveView, key: number): WaveRow {
  return { key, id, capacity: String(capacity), start, end, allocated };
}
