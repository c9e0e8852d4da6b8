"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changedOf } from "#components/forms/changed-of.ts";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords } from "#components/forms/field-words.ts";
import { TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { type ProductView, productChange } from "#lib/catalog/schema.ts";
import { DeleteButton } from "./delete-button.tsx";
import { ProductTexts, readProductTexts } from "./product-texts.tsx";

type EditProductProps = { product: ProductView; pictures: string[] };

/** What is said about a product. Its address stays for good. */
export function EditProduct({ product, pictures }: EditProductProps) {
  const t = useTranslations("editing.product");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="line" size="sm" aria-label={t("openFor", { product: product.name })} onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("heading", { product: product.name })}>
        <EditProductForm product={product} pictures={pictures} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function EditProductForm({ product, pictures, onDone }: EditProductProps & { onDone: () => void }) {
  const t = useTranslations("studio.productForm");
  const words = useTranslations("editing.product");
  const router = useRouter();
  const [language, setLanguage] = useState(product.language ?? "en");
  return (
    <EditForm
      schema={productChange}
      read={(typed) => changedOf(product, { name: textOf(typed, "name"), ...readProductTexts(typed, language) })}
      send={async (body) => {
        await callApi("PATCH", `/api/products/${product.id}`, { body });
        router.refresh();
        onDone();
      }}
      label={words("save")}
      onCancel={onDone}
    >
      <TextField {...fieldWords(t, "name")} required maxLength={120} defaultValue={product.name} />
      <ProductTexts product={product} pictures={pictures} language={language} onLanguage={setLanguage} />
      <DeleteButton kind="product" id={product.id} name={product.name} onDeleted={onDone} />
    </EditForm>
  );
}
