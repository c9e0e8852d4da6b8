"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { type ShopView, shopChange } from "#lib/shop/schema.ts";
import { useChangeShop } from "./use-change-shop.ts";

/** With whom buyers contract. */
export function SellerForm({ shop }: { shop: ShopView }) {
  const t = useTranslations("settings.seller");
  const change = useChangeShop();
  return (
    <section aria-labelledby="seller" className="grid gap-4">
      <div className="grid gap-1">
        <h2 id="seller" className="slug text-soft">
          {t("heading")}
        </h2>
        <p className="text-sm text-soft">{t("lead")}</p>
      </div>
      <EditForm
        schema={shopChange}
        read={(form) => ({
          legalName: textOf(form, "legalName"),
          address: textOf(form, "address"),
          taxNumber: textOf(form, "taxNumber"),
          registerNumber: textOf(form, "registerNumber"),
          contactEmail: textOf(form, "contactEmail").trim(),
          contactPhone: textOf(form, "contactPhone"),
        })}
        send={change}
        label={t("save")}
        isPart
      >
        <TextField {...hintedWords(t, "legalName")} maxLength={120} defaultValue={shop.legalName} />
        <LongTextField
          {...hintedWords(t, "address")}
          className="min-h-28"
          maxLength={400}
          defaultValue={shop.address}
        />
        <TextField {...hintedWords(t, "taxNumber")} maxLength={60} defaultValue={shop.taxNumber} />
        <TextField {...hintedWords(t, "registerNumber")} maxLength={120} defaultValue={shop.registerNumber} />
        <TextField {...hintedWords(t, "contactEmail")} type="email" maxLength={254} defaultValue={shop.contactEmail} />
        <TextField {...hintedWords(t, "contactPhone")} type="tel" maxLength={40} defaultValue={shop.contactPhone} />
      </EditForm>
    </section>
  );
}
