"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { editionInput, type ProductView } from "#lib/catalog/schema.ts";
import { CurrencyField } from "./currency-field.tsx";
import { FormFoot } from "./form-foot.tsx";
import { ImageField } from "./image-field.tsx";
import { countOf, optionalOf, textOf } from "./read-form.ts";
import { useSubmit } from "./use-submit.ts";
import { readWaves, useWaves, WaveFields } from "./wave-fields.tsx";

type EditionFormProps = { product: ProductView; pictures: string[]; onSaved: (product: ProductView) => void };

/** One edition: what it costs, how many there are, and when they are delivered. */
export function EditionForm({ product, pictures, onSaved }: EditionFormProps) {
  const t = useTranslations("studio.editionForm");
  const [currency, setCurrency] = useState(product.editions.at(-1)?.currency ?? "CNY");
  const [price, setPrice] = useState<number | null>(null);
  const [deposit, setDeposit] = useState<number | null>(0);
  const [stock, setStock] = useState("");
  const waves = useWaves();
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: editionInput,
    send: async (body) => onSaved(await callApi<ProductView>("POST", `/api/products/${product.id}/editions`, { body })),
  });
  const say = (field: Exclude<keyof typeof editionInput.shape, "waves" | "image" | "currency">) =>
    wrong.has(field) ? t(`wrong.${field}`) : undefined;

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit({
      name: textOf(typed, "name"),
      sku: textOf(typed, "sku").toUpperCase(),
      summary: textOf(typed, "summary"),
      image: optionalOf(typed, "image"),
      priceMinor: price,
      depositMinor: deposit,
      currency,
      perPersonLimit: countOf(typed, "perPersonLimit"),
      refundDays: countOf(typed, "refundDays"),
      holdSeconds: countOf(typed, "holdMinutes") * 60,
      lockDeadlineDays: optionalOf(typed, "lockDeadlineDays") && countOf(typed, "lockDeadlineDays"),
      balanceDueOn: optionalOf(typed, "balanceDueOn"),
      balanceGraceDays: countOf(typed, "balanceGraceDays"),
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
        {(binding) => <Input {...binding} name="summary" maxLength={500} />}
      </Field>
      <CurrencyField currency={currency} onCurrency={setCurrency} />
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={t("price")} required error={say("priceMinor")}>
          {(binding) => <MoneyInput {...binding} minor={price} currency={currency} onMinor={setPrice} />}
        </Field>
        <Field label={t("deposit")} required hint={t("depositHint")} error={say("depositMinor")}>
          {(binding) => <MoneyInput {...binding} minor={deposit} currency={currency} onMinor={setDeposit} />}
        </Field>
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
        <Field label={t("perPersonLimit")} required error={say("perPersonLimit")}>
          {(binding) => <Input {...binding} name="perPersonLimit" inputMode="numeric" defaultValue={1} />}
        </Field>
        <Field label={t("refundDays")} required hint={t("refundDaysHint")} error={say("refundDays")}>
          {(binding) => <Input {...binding} name="refundDays" inputMode="numeric" defaultValue={7} />}
        </Field>
        <Field label={t("holdMinutes")} required hint={t("holdMinutesHint")} error={say("holdSeconds")}>
          {(binding) => <Input {...binding} name="holdMinutes" inputMode="numeric" defaultValue={5} />}
        </Field>
        <Field label={t("lockDeadlineDays")} optional hint={t("lockDeadlineDaysHint")} error={say("lockDeadlineDays")}>
          {(binding) => <Input {...binding} name="lockDeadlineDays" inputMode="numeric" />}
        </Field>
        <Field label={t("balanceDueOn")} optional hint={t("balanceDueOnHint")} error={say("balanceDueOn")}>
          {(binding) => <Input {...binding} name="balanceDueOn" type="date" />}
        </Field>
        <Field label={t("balanceGraceDays")} required hint={t("balanceGraceDaysHint")} error={say("balanceGraceDays")}>
          {(binding) => <Input {...binding} name="balanceGraceDays" inputMode="numeric" defaultValue={7} />}
        </Field>
      </div>
      <WaveFields waves={waves} stock={Number(stock) || 0} wrong={wrong} />
      <ImageField label={t("image")} name="image" initial={null} known={pictures} wrong={wrong.has("image")} />
      <FormFoot label={t("save")} busy={busy} problem={problem} />
    </form>
  );
}
