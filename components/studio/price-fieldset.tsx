"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { FormField } from "#components/forms/form-field.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { formatMoney, formatRate, parseRate, taxInside } from "#lib/money.ts";
import { CurrencyField } from "./currency-field.tsx";
import { grossIn, type PriceRow } from "./use-prices.ts";

type PriceFieldsetProps = {
  row: PriceRow;
  index: number;
  onChange: (part: Partial<PriceRow>) => void;
  onRemove: () => void;
};

/** Price, tax and deposit in one currency, and the sum that buyers will see. */
export function PriceFieldset({ row, index, onChange, onRemove }: PriceFieldsetProps) {
  const t = useTranslations("editing.prices");
  const { currency, entry, typed, deposit, rate } = row;
  const isMain = index === 0;
  // The main price stands at the top of what is sent, the others in its `prices`.
  const path = isMain ? "" : `prices.${index - 1}.`;
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
      <FormField
        path={`${path}priceMinor`}
        label={t(entry === "net" ? "net" : "gross")}
        wrong={t("wrong.priceMinor")}
        required
      >
        {(binding) => (
          <MoneyInput {...binding} minor={typed} currency={currency} onMinor={(minor) => onChange({ typed: minor })} />
        )}
      </FormField>
      <FormField path={`${path}taxBp`} label={t("rate")} wrong={t("wrong.taxBp")}>
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
      </FormField>
      <div className="grid sm:col-span-2">
        <Checkbox
          label={t("typeNet")}
          checked={entry === "net"}
          onChange={(event) => onChange({ entry: event.target.checked ? "net" : "gross" })}
          className="py-1"
        />
        <Sum row={row} />
      </div>
      <FormField
        path={`${path}depositMinor`}
        label={t("deposit")}
        hint={isMain ? t("depositHint") : undefined}
        wrong={t("wrong.depositMinor")}
        required
      >
        {(binding) => (
          <MoneyInput
            {...binding}
            minor={deposit}
            currency={currency}
            onMinor={(minor) => onChange({ deposit: minor })}
          />
        )}
      </FormField>
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
