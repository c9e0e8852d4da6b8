"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { type ShopView, shopChange } from "#lib/shop/schema.ts";
import { useChangeShop } from "./use-change-shop.ts";

/** How the shop is called. */
export function ShopForm({ shop, next }: { shop: ShopView; next?: string }) {
  const t = useTranslations("settings.shop");
  const guide = useTranslations("settings.guide");
  const change = useChangeShop(next);
  return (
    <EditForm
      key={shop.name}
      schema={shopChange.required({ name: true })}
      read={(form) => ({ name: textOf(form, "name") })}
      send={change}
      label={next ? guide("save") : t("save")}
      isPart
    >
      <TextField
        {...hintedWords(t, "name")}
        required
        maxLength={60}
        autoComplete="organization"
        defaultValue={shop.name}
      />
    </EditForm>
  );
}
