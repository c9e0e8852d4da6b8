"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { type ProductView, productInput } from "#lib/catalog/schema.ts";
import { FormFoot } from "./form-foot.tsx";
import { ImageField } from "./image-field.tsx";
import { LanguageTexts, readTexts } from "./language-texts.tsx";
import { optionalOf, textOf } from "./read-form.ts";
import { useSubmit } from "./use-submit.ts";

type ProductFormProps = { pictures: string[]; onSaved: (product: ProductView) => void };

export function ProductForm({ pictures, onSaved }: ProductFormProps) {
  const t = useTranslations("studio.productForm");
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? toSlug(name);
  const [language, setLanguage] = useState(useLocale());
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: productInput,
    send: async (body) => onSaved(await callApi<ProductView>("POST", "/api/products", { body })),
  });

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit({
      name,
      slug,
      tagline: textOf(typed, "tagline"),
      description: textOf(typed, "description"),
      image: optionalOf(typed, "image"),
      language,
      texts: readTexts(typed, language, ["name", "tagline", "description"]),
    });
  }

  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("name")} required error={wrong.has("name") ? t("wrong.name") : undefined}>
        {(binding) => (
          <Input
            {...binding}
            value={name}
            maxLength={120}
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("slug")} required hint={t("slugHint")} error={wrong.has("slug") ? t("wrong.slug") : undefined}>
        {(binding) => (
          <Input
            {...binding}
            value={slug}
            maxLength={80}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setOwnSlug(event.target.value)}
            className="font-mono"
          />
        )}
      </Field>
      <Field label={t("tagline")} optional error={wrong.has("tagline") ? t("wrong.tagline") : undefined}>
        {(binding) => <Input {...binding} name="tagline" maxLength={200} />}
      </Field>
      <Field label={t("description")} optional error={wrong.has("description") ? t("wrong.description") : undefined}>
        {(binding) => <Textarea {...binding} name="description" rows={3} />}
      </Field>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={{}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "tagline", label: t("tagline"), max: 200 },
          { name: "description", label: t("description"), max: 5000, rows: 3 },
        ]}
      />
      <ImageField label={t("image")} name="image" initial={null} known={pictures} wrong={wrong.has("image")} />
      <FormFoot label={t("save")} busy={busy} problem={problem} />
    </form>
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
