import { useTranslations } from "next-intl";
import { fieldWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { optionalOf, textOf } from "#components/forms/read-form.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { Locale } from "#lib/words/locale.ts";
import { DeliveryField } from "./delivery-field.tsx";
import { ImageField } from "./image-field.tsx";

type ProductTextsProps = {
  product?: ProductView;
  pictures: string[];
  language: Locale;
  onLanguage: (language: Locale) => void;
};

/** Everything that is said about a product beside its name and address. */
export function ProductTexts({ product, pictures, language, onLanguage }: ProductTextsProps) {
  const t = useTranslations("studio.productForm");
  return (
    <>
      <TextField {...fieldWords(t, "tagline")} optional maxLength={200} defaultValue={product?.tagline} />
      <DeliveryField initial={product?.delivery ?? "shipped"} />
      <LongTextField
        {...fieldWords(t, "description")}
        optional
        rows={product ? 5 : 3}
        defaultValue={product?.description}
      />
      <LanguageTexts
        language={language}
        onLanguage={onLanguage}
        texts={product?.texts ?? {}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "tagline", label: t("tagline"), max: 200 },
          { name: "description", label: t("description"), max: 5000, rows: product ? 5 : 3 },
        ]}
      />
      <ImageField label={t("image")} name="image" initial={product?.image ?? null} known={pictures} />
    </>
  );
}

/** What was typed, as the API takes it. */
export function readProductTexts(form: HTMLFormElement, language: Locale) {
  return {
    tagline: textOf(form, "tagline"),
    description: textOf(form, "description"),
    image: optionalOf(form, "image"),
    delivery: textOf(form, "delivery"),
    language,
    texts: readTexts(form, language, ["name", "tagline", "description"]),
  };
}
