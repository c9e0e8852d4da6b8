"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { formatMoney, formatRate, parseRate, taxInside } from "#lib/money.ts";
import { CurrencyField } from "./currency-field.tsx";
import { grossIn, type PriceRow } from "./use-prices.ts";

type PriceFieldsetProps = {
  row: PriceRow;
  isMain: boolean;
  wrong: ReadonlySet<string>;
  onChange: (part: Partial<PriceRow>) => void;
  onRemove: () => void;
};

/** Price, tax and deposit in one currency, and the sum that buyers will see. */
export function PriceFieldset({ row, isMain, wrong, onChange, onRemove }: PriceFieldsetProps) {
  const t = useTranslations("editing.prices");
  const { currency, entry, typed, deposit, rate } = row;
  return (
    <fieldset className="grid items-start gap-3 border-rule not-first-of-type:border-t not-first-of-type:pt-4 sm:grid-cols-2">
      <legend className="sr-only">{t(isMain ? "main" : "further", { currency })}</legend>
      <div className="flex items-end gap-2 sm:col-span-2">
        <div className="min-w-0 flex-1">
          <CurrencyField currency={currency} onCurrency={(code) => onChange({ currency: code })} />
        </div>
        {!isMain && (
          <IconButton label={t("remove", { currency })} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      <Field
        label={t(entry === "net" ? "net" : "gross")}
        required
        error={wrong.has("priceMinor") ? t("wrong.priceMinor") : undefined}
      >
        {(binding) => (
          <MoneyInput {...binding} minor={typed} currency={currency} onMinor={(minor) => onChange({ typed: minor })} />
        )}
      </Field>
      <Field label={t("rate")} error={wrong.has("taxBp") ? t("wrong.taxBp") : undefined}>
        {(binding) => (
          <span className="relative block">
            <Input
              {...binding}
              value={rate}
              inputMode="decimal"
              autoComplete="off"
              onChange={(event) => onChange({ rate: event.target.value })}
              className="figures pr-9"
            />
            <span aria-hidden className="-translate-y-1/2 absolute top-1/2 right-3 text-sm text-soft">
              %
            </span>
          </span>
        )}
      </Field>
      <div className="grid sm:col-span-2">
        <Checkbox
          label={t("typeNet")}
          checked={entry === "net"}
          onChange={(event) => onChange({ entry: event.target.checked ? "net" : "gross" })}
          className="py-1"
        />
        <Sum row={row} />
      </div>
      <Field
        label={t("deposit")}
        required
        hint={isMain ? t("depositHint") : undefined}
        error={wrong.has("depositMinor") ? t("wrong.depositMinor") : undefined}
      >
        {(binding) => (
          <MoneyInput
            {...binding}
            minor={deposit}
            currency={currency}
            onMinor={(minor) => onChange({ deposit: minor })}
          />
        )}
      </Field>
    </fieldset>
  );
}

/** "¥100 net + 13% = ¥113" while the price is typed without tax, "¥13 of it is tax" while it is typed with it. */
function Sum({ row }: { row: PriceRow }) {
  const t = useTranslations("editing.prices");
  const locale = useLocale();
  const { currency, entry, typed } = row;
  const taxBp = parseRate(row.rate);
  const gross = grossIn(row);
  if (taxBp === null || gross === null || typed === null || taxBp === 0) return null;
  const money = (minor: number) => formatMoney({ minor, currency, locale, style: "short" });
  const facts = { rate: formatRate(taxBp, locale), gross: money(gross), tax: money(taxInside(gross, taxBp)) };
  return (
    <output className="figures text-sm text-soft">
      {entry === "net" ? t("sumOfNet", { ...facts, net: money(typed) }) : t("sumOfGross", facts)}
    </output>
  );
}
