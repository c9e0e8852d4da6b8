"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { type ProductView, productChange } from "#lib/catalog/schema.ts";
import { changedOf } from "./changed-of.ts";
import { DeleteButton } from "./delete-button.tsx";
import { FormFoot } from "./form-foot.tsx";
import { ImageField } from "./image-field.tsx";
import { LanguageTexts, readTexts } from "./language-texts.tsx";
import { optionalOf, textOf } from "./read-form.ts";
import { useSubmit } from "./use-submit.ts";

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
        <ProductTexts product={product} pictures={pictures} onSaved={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function ProductTexts({ product, pictures, onSaved }: EditProductProps & { onSaved: () => void }) {
  const t = useTranslations("studio.productForm");
  const words = useTranslations("editing.product");
  const router = useRouter();
  const [language, setLanguage] = useState(product.language ?? "en");
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: productChange,
    send: async (body) => {
      await callApi("PATCH", `/api/products/${product.id}`, { body });
      router.refresh();
      onSaved();
    },
  });

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit(
      changedOf(product, {
        name: textOf(typed, "name"),
        tagline: textOf(typed, "tagline"),
        description: textOf(typed, "description"),
        image: optionalOf(typed, "image"),
        language,
        texts: readTexts(typed, language, ["name", "tagline", "description"]),
      }),
    );
  }

  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("name")} required error={wrong.has("name") ? t("wrong.name") : undefined}>
        {(binding) => <Input {...binding} name="name" maxLength={120} defaultValue={product.name} />}
      </Field>
      <Field label={t("tagline")} optional error={wrong.has("tagline") ? t("wrong.tagline") : undefined}>
        {(binding) => <Input {...binding} name="tagline" maxLength={200} defaultValue={product.tagline} />}
      </Field>
      <Field label={t("description")} optional error={wrong.has("description") ? t("wrong.description") : undefined}>
        {(binding) => <Textarea {...binding} name="description" rows={5} defaultValue={product.description} />}
      </Field>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={product.texts ?? {}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "tagline", label: t("tagline"), max: 200 },
          { name: "description", label: t("description"), max: 5000, rows: 5 },
        ]}
      />
      <ImageField label={t("image")} name="image" initial={product.image} known={pictures} wrong={wrong.has("image")} />
      <DeleteButton kind="product" id={product.id} name={product.name} onDeleted={onSaved} />
      <FormFoot label={words("save")} busy={busy} problem={problem} />
    </form>
  );
}
