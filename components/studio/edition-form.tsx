"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { CountField, LongTextField, TextField } from "#components/forms/form-field.tsx";
import { OtherLanguages, readTexts } from "#components/forms/language-texts.tsx";
import { countOf, optionalOf, textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { type EditionView, editionInput, type ProductView } from "#lib/catalog/schema.ts";
import { BalanceFields, readBalance, usualBalance } from "./balance-fields.tsx";
import { ImageField } from "./image-field.tsx";
import { PriceFields } from "./price-fields.tsx";
import { readTerms, TermFields, usualTerms } from "./term-fields.tsx";
import { emptyPrice, rateText, readPrices, rowsOf, usePrices } from "./use-prices.ts";
import { noVariant, readVariant, VariantFields } from "./variant-fields.tsx";
import { emptyWave, freshWaves, readWaves, useWaves, WaveFields } from "./wave-fields.tsx";

type EditionFormProps = {
  product: ProductView;
  pictures: string[];
  /** What the new one begins as: everything but its name and number. */
  from?: EditionView;
  /** Where it is another colour or size of that one. */
  variant?: Pick<EditionView, "variantGroup" | "option" | "swatch">;
  onSaved: (product: ProductView) => void;
  onCancel: () => void;
};

/** One edition: what it costs, how many there are, and when they are delivered. */
export function EditionForm({ product, pictures, from, variant, onSaved, onCancel }: EditionFormProps) {
  const t = useTranslations("studio.editionForm");
  const last = product.editions.at(-1);
  const { firstCurrency } = useBuyer();
  const language = product.language ?? "en";
  const [stock, setStock] = useState(from ? String(from.total) : "");
  // Tax and currency go on as they were for the product: a second edition without tax would be a slip.
  const first = { ...emptyPrice(last?.currency ?? firstCurrency), rate: rateText(last?.taxBp ?? 0) };
  const prices = usePrices(from ? rowsOf(from) : [first]);
  const waves = useWaves(from ? freshWaves(from.waves) : [emptyWave(0)]);
  return (
    <EditForm
      schema={editionInput}
      read={(typed) => ({
        name: textOf(typed, "name"),
        sku: textOf(typed, "sku").toUpperCase(),
        summary: textOf(typed, "summary"),
        facts: textOf(typed, "facts"),
        image: optionalOf(typed, "image"),
        texts: readTexts(typed, language, ["name", "summary", "facts", "option"]),
        ...readPrices(prices.rows),
        ...readTerms(typed),
        ...readVariant(typed),
        ...readBalance(typed),
        stock: countOf(typed, "stock"),
        waves: readWaves(waves.rows),
      })}
      send={async (body) =>
        onSaved(await callApi<ProductView>("POST", `/api/products/${product.id}/editions`, { body }))
      }
      label={t("save")}
      onCancel={onCancel}
    >
      <TextField {...hintedWords(t, "name")} required maxLength={120} autoFocus />
      <TextField
        {...hintedWords(t, "sku")}
        required
        maxLength={40}
        spellCheck={false}
        className="font-mono uppercase"
      />
      <TextField {...fieldWords(t, "summary")} optional maxLength={500} defaultValue={from?.summary} />
      <LongTextField {...hintedWords(t, "facts")} optional rows={3} defaultValue={from?.facts} />
      <PriceFields prices={prices} />
      <div className="grid items-start gap-3 border-rule border-t pt-4 sm:grid-cols-2">
        <CountField
          {...fieldWords(t, "stock")}
          required
          value={stock}
          onChange={(event) => setStock(event.target.value)}
        />
        <TermFields initial={from ?? usualTerms} />
        <BalanceFields initial={from ?? usualBalance} />
      </div>
      <WaveFields waves={waves} stock={Number(stock) || 0} />
      <VariantFields initial={variant ?? noVariant} />
      <OtherLanguages
        language={language}
        texts={{}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "summary", label: t("summary"), max: 500 },
          { name: "facts", label: t("facts"), max: 6000, rows: 3 },
          { name: "option", label: t("option"), max: 60 },
        ]}
      />
      <ImageField label={t("image")} name="image" initial={from?.image ?? null} known={pictures} />
    </EditForm>
  );
}
