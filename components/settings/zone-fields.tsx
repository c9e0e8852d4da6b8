"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { FormField } from "#components/forms/form-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { countryName } from "#lib/addresses/countries.ts";
import { currencies } from "#lib/currencies.ts";
import { codesIn, type FeeRow, type ZoneRow, type Zones } from "./use-zones.ts";

type ZoneFieldsProps = { zone: ZoneRow; index: number; zones: Zones };

/** One zone: its countries, and what it costs in each currency from each weight on. */
export function ZoneFields({ zone, index, zones }: ZoneFieldsProps) {
  const t = useTranslations("settings.shipping");
  const locale = useLocale();
  const path = `zones.${index}`;
  const codes = codesIn(zone.countries).filter((code) => /^[A-Z]{2}$/.test(code));
  const change = (part: Partial<ZoneRow>) => zones.change(zone.key, part);
  return (
    <fieldset className="grid gap-4 border-rule border-t pt-5">
      <legend className="sr-only">{zone.name ? t("zone", { name: zone.name }) : t("new")}</legend>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <FormField path={`${path}.name`} label={t("name")} hint={t("nameHint")} wrong={t("wrong.name")} required>
          {(binding) => (
            <Input
              {...binding}
              value={zone.name}
              maxLength={80}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </FormField>
        <Checkbox
          label={t("isRest")}
          hint={t("isRestHint")}
          checked={zone.isRest}
          onChange={({ target }) => change({ isRest: target.checked })}
          className="md:mt-5"
        />
      </div>
      <FormField
        path={`${path}.countries`}
        label={t("countries")}
        hint={codes.length > 0 ? codes.map((code) => countryName(code, locale)).join(", ") : t("countriesHint")}
        wrong={t("wrong.countries")}
        required={!zone.isRest}
        optional={zone.isRest}
      >
        {(binding) => (
          <Input
            {...binding}
            value={zone.countries}
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono uppercase"
            onChange={({ target }) => change({ countries: target.value })}
          />
        )}
      </FormField>
      <DayFields {...{ zone, path, change }} />
      <FormField path={`${path}.fees`} label={t("fees")} wrong={t("wrong.fees")} required>
        {({ id, "aria-describedby": describedBy }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend beside the label that stands here
          <div id={id} role="group" aria-label={t("fees")} aria-describedby={describedBy} className="grid gap-3">
            {zone.fees.map((fee, at) => (
              <FeeFields
                key={fee.key}
                {...{ zone, fee, zones }}
                path={`${path}.fees.${at}`}
                isOnly={zone.fees.length === 1}
              />
            ))}
          </div>
        )}
      </FormField>
      <div className="flex flex-wrap gap-2">
        <Button look="line" size="sm" onClick={() => zones.addFee(zone)}>
          {t("addFee")}
        </Button>
        <Button look="plain" size="sm" onClick={() => zones.remove(zone.key)}>
          {t("remove")}
        </Button>
      </div>
    </fieldset>
  );
}

type DayFieldsProps = { zone: ZoneRow; path: string; change: (part: Partial<ZoneRow>) => void };

/** How long a parcel takes there. */
function DayFields({ zone, path, change }: DayFieldsProps) {
  const t = useTranslations("settings.shipping");
  return (
    <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[9rem_9rem]">
      {(["firstDays", "lastDays"] as const).map((end) => (
        <FormField key={end} path={`${path}.${end}`} label={t(end)} hint={t(`${end}Hint`)} wrong={t(`wrong.${end}`)}>
          {(binding) => (
            <Input
              {...binding}
              value={zone[end]}
              inputMode="numeric"
              autoComplete="off"
              className="figures"
              onChange={({ target }) => change({ [end]: target.value })}
            />
          )}
        </FormField>
      ))}
    </div>
  );
}

type FeeFieldsProps = { zone: ZoneRow; fee: FeeRow; zones: Zones; path: string; isOnly: boolean };

function FeeFields({ zone, fee, zones, path, isOnly }: FeeFieldsProps) {
  const t = useTranslations("settings.shipping");
  const change = (part: Partial<FeeRow>) => zones.changeFee(zone, fee.key, part);
  return (
    <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[8rem_9rem_minmax(0,1fr)]">
      <FormField path={`${path}.currency`} label={t("currency")}>
        {(binding) => (
          <Select {...binding} value={fee.currency} onChange={({ target }) => change({ currency: target.value })}>
            {currencies.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField path={`${path}.fromGrams`} label={t("from")} wrong={t("wrong.from")}>
        {(binding) => (
          <Input
            {...binding}
            value={fee.from}
            inputMode="numeric"
            autoComplete="off"
            className="figures"
            onChange={({ target }) => change({ from: target.value })}
          />
        )}
      </FormField>
      <div className="col-span-2 flex items-start gap-2 sm:col-span-1">
        <div className="min-w-0 flex-1">
          <FormField path={`${path}.feeMinor`} label={t("fee")} wrong={t("wrong.fee")}>
            {(binding) => (
              <MoneyInput
                {...binding}
                minor={fee.fee}
                currency={fee.currency}
                onMinor={(minor) => change({ fee: minor })}
              />
            )}
          </FormField>
        </div>
        {!isOnly && (
          <IconButton
            label={t("removeFee", { currency: fee.currency, grams: Number(fee.from) || 0 })}
            onClick={() => zones.removeFee(zone, fee.key)}
            className="mt-6"
          >
            <X aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}
