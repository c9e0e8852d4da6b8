import { useTranslations } from "next-intl";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { textOf } from "#components/forms/read-form.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { GalleryPicture } from "#lib/gallery/schema.ts";
import type { Locale } from "#lib/words/locale.ts";
import { DeliveryField } from "./delivery-field.tsx";
import { GalleryField, readGalleryField } from "./gallery-field.tsx";

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
      <LongTextField {...hintedWords(t, "facts")} optional rows={4} defaultValue={product?.facts} />
      <LanguageTexts
        language={language}
        onLanguage={onLanguage}
        texts={product?.texts ?? {}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "tagline", label: t("tagline"), max: 200 },
          { name: "description", label: t("description"), max: 5000, rows: product ? 5 : 3 },
          { name: "facts", label: t("facts"), max: 6000, rows: 3 },
        ]}
      />
      <GalleryField initial={picturesOf(product)} known={pictures} language={language} />
    </>
  );
}

/** What was typed, as the API takes it. */
export function readProductTexts(form: HTMLFormElement, language: Locale) {
  return {
    tagline: textOf(form, "tagline"),
    description: textOf(form, "description"),
    facts: textOf(form, "facts"),
    pictures: readGalleryField(form),
    delivery: textOf(form, "delivery"),
    language,
    texts: readTexts(form, language, ["name", "tagline", "description", "facts"]),
  };
}

/** As they are typed: each with its own language apart from the others. */
function picturesOf(product: ProductView | undefined): GalleryPicture[] {
  const language = product?.language ?? "en";
  return (product?.pictures ?? []).map(({ src, alt, texts }) => {
    const { [language]: _own, ...others } = texts ?? {};
    return { src, alt, texts: others };
  });
}
