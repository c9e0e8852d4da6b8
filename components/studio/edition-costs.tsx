"use client";

import { Plus, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { pricesOf } from "#components/catalog/edition-price.ts";
import { FormField } from "#components/forms/form-field.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { type CostPage, type CostSheet, costInput, mostLines } from "#lib/costs/schema.ts";
import { formatMoney, taxInside } from "#lib/money.ts";
import { type Locale, locales } from "#lib/words/locale.ts";
import { EditionPart } from "./edition-part.tsx";

type LineRow = { key: number; names: Partial<Record<Locale, string>>; minor: number | null };

type EditionCostsProps = { productId: string; edition: EditionView; onDone: () => void };

/** What a unit costs its seller, as the product's page shows it. */
export function EditionCosts({ productId, edition, onDone }: EditionCostsProps) {
  const [costs, setCosts] = useState<CostPage | null>(null);
  useEffect(() => {
    callApi<CostPage>("GET", `/api/products/${productId}/costs?limit=1`).then(setCosts, () => undefined);
  }, [productId]);
  if (!costs) return <Skeleton className="h-40" />;
  const sheet = costs.now.find(({ editionId }) => editionId === edition.id);
  return <CostForm edition={edition} sheet={sheet} onDone={onDone} />;
}

function CostForm({ edition, sheet, onDone }: { edition: EditionView; sheet?: CostSheet; onDone: () => void }) {
  const t = useTranslations("editing.costs");
  const [currency, setCurrency] = useState(sheet?.currency ?? edition.currency);
  const [rows, setRows] = useState<LineRow[]>(() => sheet?.lines.map((line, key) => ({ key, ...line })) ?? []);
  const change = (key: number, part: Partial<LineRow>) =>
    setRows((now) => now.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <EditionPart
      editionId={edition.id}
      part="costs"
      schema={costInput}
      read={() => ({ currency, lines: rows.map(({ names, minor }) => ({ names: said(names), minor })) })}
      label={t("save")}
      onDone={onDone}
    >
      <p className="text-sm text-soft">{t("lead")}</p>
      {edition.prices.length > 0 && (
        <Field label={t("currency")}>
          {(binding) => (
            <Select {...binding} value={currency} onChange={({ target }) => setCurrency(target.value)}>
              {pricesOf(edition).map((price) => (
                <option key={price.currency}>{price.currency}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {rows.length === 0 && <p>{t("none")}</p>}
      {rows.map((row, index) => (
        <LineFields
          key={row.key}
          {...{ row, index, currency }}
          onChange={(part) => change(row.key, part)}
          onRemove={() => setRows((now) => now.filter(({ key }) => key !== row.key))}
        />
      ))}
      <Button
        look="line"
        size="sm"
        disabled={rows.length >= mostLines}
        onClick={() => setRows((now) => [...now, { key: (now.at(-1)?.key ?? -1) + 1, names: {}, minor: null }])}
        className="justify-self-start"
      >
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
      {rows.length > 0 && <Rest {...{ edition, rows, currency }} />}
    </EditionPart>
  );
}

type LineFieldsProps = {
  row: LineRow;
  index: number;
  currency: string;
  onChange: (part: Partial<LineRow>) => void;
  onRemove: () => void;
};

/** A part's name, first in the reader's own language, and its amount. */
function LineFields({ row, index, currency, onChange, onRemove }: LineFieldsProps) {
  const t = useTranslations("editing.costs");
  const language = useTranslations("editing.languages.names");
  const own = useLocale();
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3 border-rule border-t pt-4">
      <div className="grid gap-3">
        {[own, ...locales.filter((locale) => locale !== own)].map((locale) => (
          <FormField
            key={locale}
            path={locale === own ? `lines.${index}.names` : `lines.${index}.names.${locale}`}
            label={locale === own ? t("name") : t("also", { language: language(locale) })}
            wrong={t("wrong.names")}
            optional={locale !== own}
          >
            {(binding) => (
              <Input
                {...binding}
                lang={locale}
                maxLength={60}
                value={row.names[locale] ?? ""}
                onChange={({ target }) => onChange({ names: { ...row.names, [locale]: target.value } })}
              />
            )}
          </FormField>
        ))}
        <FormField path={`lines.${index}.minor`} label={t("amount")} wrong={t("wrong.minor")} required>
          {(binding) => (
            <MoneyInput {...binding} minor={row.minor} currency={currency} onMinor={(minor) => onChange({ minor })} />
          )}
        </FormField>
      </div>
      <IconButton label={t("remove", { number: index + 1 })} onClick={onRemove} className="mt-6.5">
        <X aria-hidden />
      </IconButton>
    </fieldset>
  );
}

/** What the page will say is left, while it is typed. */
function Rest({ edition, rows, currency }: { edition: EditionView; rows: LineRow[]; currency: string }) {
  const t = useTranslations("editing.costs");
  const locale = useLocale();
  const price = pricesOf(edition).find((each) => each.currency === currency);
  if (!price) return null;
  const cost = rows.reduce((sum, { minor }) => sum + (minor ?? 0), 0);
  const net = price.priceMinor - taxInside(price.priceMinor, price.taxBp);
  const money = (minor: number) => formatMoney({ minor, currency, locale, style: "short" });
  return (
    <output className="figures text-sm text-soft">
      {t("rest", { cost: money(cost), price: money(net), rest: money(net - cost) })}
    </output>
  );
}

/** Without the languages in which nothing was typed. */
function said(names: LineRow["names"]): LineRow["names"] {
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ""));
}
