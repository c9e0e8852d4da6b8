"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { type ShopView, shopChange } from "#lib/shop/schema.ts";
import { useChangeShop } from "./use-change-shop.ts";

/** How the shop is called. */
export function ShopForm({ shop }: { shop: ShopView }) {
  const t = useTranslations("settings.shop");
  const change = useChangeShop();
  return (
    <section aria-labelledby="shop-name" className="grid gap-4">
      <h2 id="shop-name" className="slug text-soft">
        {t("heading")}
      </h2>
      <EditForm
        schema={shopChange.required({ name: true })}
        read={(form) => ({ name: textOf(form, "name") })}
        send={change}
        label={t("save")}
        isPart
      >
        <TextField
          {...hintedWords(t, "name")}
          required
          maxLength={60}
          defaultValue={shop.name}
          autoComplete="organization"
        />
      </EditForm>
    </section>
  );
}
