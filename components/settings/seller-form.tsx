"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { type ShopView, shopChange } from "#lib/shop/schema.ts";
import { useChangeShop } from "./use-change-shop.ts";

/** With whom buyers contract. */
export function SellerForm({ shop, next }: { shop: ShopView; next?: string }) {
  const t = useTranslations("settings.seller");
  const guide = useTranslations("settings.guide");
  const change = useChangeShop(next);
  return (
    <EditForm
      key={JSON.stringify([
        shop.legalName,
        shop.address,
        shop.taxNumber,
        shop.registerNumber,
        shop.contactEmail,
        shop.contactPhone,
      ])}
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
      label={next ? guide("save") : t("save")}
      isPart
    >
      <TextField {...hintedWords(t, "legalName")} maxLength={120} defaultValue={shop.legalName} />
      <LongTextField {...hintedWords(t, "address")} className="min-h-28" maxLength={400} defaultValue={shop.address} />
      <TextField {...hintedWords(t, "taxNumber")} maxLength={60} defaultValue={shop.taxNumber} />
      <TextField {...hintedWords(t, "registerNumber")} maxLength={120} defaultValue={shop.registerNumber} />
      <TextField {...hintedWords(t, "contactEmail")} type="email" maxLength={254} defaultValue={shop.contactEmail} />
      <TextField {...hintedWords(t, "contactPhone")} type="tel" maxLength={40} defaultValue={shop.contactPhone} />
    </EditForm>
  );
}
