"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { callApi } from "#components/session/call-api.ts";
import { type ProductView, productInput } from "#lib/catalog/schema.ts";
import { ProductTexts, readProductTexts } from "./product-texts.tsx";

type ProductFormProps = { pictures: string[]; onSaved: (product: ProductView) => void; onCancel: () => void };

export function ProductForm({ pictures, onSaved, onCancel }: ProductFormProps) {
  const t = useTranslations("studio.productForm");
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? toSlug(name);
  const [language, setLanguage] = useState(useLocale());
  return (
    <EditForm
      schema={productInput}
      read={(typed) => ({ name, slug, ...readProductTexts(typed, language) })}
      send={async (body) => onSaved(await callApi<ProductView>("POST", "/api/products", { body }))}
      label={t("save")}
      onCancel={onCancel}
    >
      <TextField
        {...fieldWords(t, "name")}
        required
        value={name}
        maxLength={120}
        autoFocus
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        {...hintedWords(t, "slug")}
        required
        value={slug}
        maxLength={80}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setOwnSlug(event.target.value)}
        className="font-mono"
      />
      <ProductTexts pictures={pictures} language={language} onLanguage={setLanguage} />
    </EditForm>
  );
}

/** A first proposal for the address: Latin letters and digits of the name, hyphens between. */
function toSlug(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80);
}
