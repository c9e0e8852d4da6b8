"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type EditionView, editionInput, type ProductView } from "#lib/catalog/schema.ts";
import { BalanceFields, readBalance, usualBalance } from "./balance-fields.tsx";
import { FormFoot } from "./form-foot.tsx";
import { ImageField } from "./image-field.tsx";
import { OtherLanguages, readTexts } from "./language-texts.tsx";
import { PriceFields } from "./price-fields.tsx";
import { countOf, optionalOf, textOf } from "./read-form.ts";
import { readTerms, TermFields, usualTerms } from "./term-fields.tsx";
import { emptyPrice, rateText, readPrices, rowsOf, usePrices } from "./use-prices.ts";
import { useSubmit } from "./use-submit.ts";
import { emptyWave, freshWaves, readWaves, useWaves, WaveFields } from "./wave-fields.tsx";

type EditionFormProps = {
  product: ProductView;
  pictures: string[];
  /** What the new one begins as: everything but its name and number. */
  from?: EditionView;
  onSaved: (product: ProductView) => void;
};

/** One edition: what it costs, how many there are, and when they are delivered. */
export function EditionForm({ product, pictures, from, onSaved }: EditionFormProps) {
  const t = useTranslations("studio.editionForm");
  const last = product.editions.at(-1);
  const language = product.language ?? "en";
  const [stock, setStock] = useState(from ? String(from.total) : "");
  // Tax and currency go on as they were for the product: a second edition without tax would be a slip.
  const first = { ...emptyPrice(last?.currency ?? "CNY"), rate: rateText(last?.taxBp ?? 0) };
  const prices = usePrices(from ? rowsOf(from) : [first]);
  const waves = useWaves(from ? freshWaves(from.waves) : [emptyWave(0)]);
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: editionInput,
    send: async (body) => onSaved(await callApi<ProductView>("POST", `/api/products/${product.id}/editions`, { body })),
  });
  const say = (field: "name" | "sku" | "summary" | "stock") => (wrong.has(field) ? t(`wrong.${field}`) : undefined);

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit({
      name: textOf(typed, "name"),
      sku: textOf(typed, "sku").toUpperCase(),
      summary: textOf(typed, "summary"),
      image: optionalOf(typed, "image"),
      texts: readTexts(typed, language, ["name", "summary"]),
      ...readPrices(prices.rows),
      ...readTerms(typed),
      ...readBalance(typed),
      stock: countOf(typed, "stock"),
      waves: readWaves(waves.rows),
    });
  }

  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("name")} required hint={t("nameHint")} error={say("name")}>
        {(binding) => <Input {...binding} name="name" maxLength={120} autoFocus />}
      </Field>
      <Field label={t("sku")} required hint={t("skuHint")} error={say("sku")}>
        {(binding) => (
          <Input {...binding} name="sku" maxLength={40} spellCheck={false} className="font-mono uppercase" />
        )}
      </Field>
      <Field label={t("summary")} optional error={say("summary")}>
        {(binding) => <Input {...binding} name="summary" maxLength={500} defaultValue={from?.summary} />}
      </Field>
      <PriceFields prices={prices} wrong={wrong} />
      <div className="grid items-start gap-3 border-rule border-t pt-4 sm:grid-cols-2">
        <Field label={t("stock")} required error={say("stock")}>
          {(binding) => (
            <Input
              {...binding}
              name="stock"
              value={stock}
              inputMode="numeric"
              autoComplete="off"
              onChange={(event) => setStock(event.target.value)}
            />
          )}
        </Field>
        <TermFields initial={from ?? usualTerms} wrong={wrong} />
        <BalanceFields initial={from ?? usualBalance} wrong={wrong} />
      </div>
      <WaveFields waves={waves} stock={Number(stock) || 0} wrong={wrong} />
      <OtherLanguages
        language={language}
        texts={{}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "summary", label: t("summary"), max: 500 },
        ]}
      />
      <ImageField
        label={t("image")}
        name="image"
        initial={from?.image ?? null}
        known={pictures}
        wrong={wrong.has("image")}
      />
      <FormFoot label={t("save")} busy={busy} problem={problem} />
    </form>
  );
}
