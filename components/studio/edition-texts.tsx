"use client";

import { useTranslations } from "next-intl";
import { changedOf } from "#components/forms/changed-of.ts";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { OtherLanguages, readTexts } from "#components/forms/language-texts.tsx";
import { optionalOf, textOf } from "#components/forms/read-form.ts";
import { type EditionView, editionChange } from "#lib/catalog/schema.ts";
import { DeleteButton } from "./delete-button.tsx";
import { EditionPart } from "./edition-part.tsx";
import { ImageField } from "./image-field.tsx";
import { readTerms, TermFields, wholeMinutes } from "./term-fields.tsx";
import { readVariant, VariantFields } from "./variant-fields.tsx";

type EditionTextsProps = { edition: EditionView; pictures: string[]; onDone: () => void };

/** Name, line, picture, limits and times of an edition. */
export function EditionTexts({ edition, pictures, onDone }: EditionTextsProps) {
  const t = useTranslations("studio.editionForm");
  const words = useTranslations("editing.edition");
  const language = edition.language ?? "en";
  return (
    <EditionPart
      editionId={edition.id}
      schema={editionChange}
      read={(typed) =>
        changedOf(wholeMinutes(edition), {
          name: textOf(typed, "name"),
          summary: textOf(typed, "summary"),
          facts: textOf(typed, "facts"),
          image: optionalOf(typed, "image"),
          texts: readTexts(typed, language, ["name", "summary", "facts", "option"]),
          ...readTerms(typed),
          ...readVariant(typed),
        })
      }
      label={words("saveTexts")}
      onDone={onDone}
    >
      <TextField {...hintedWords(t, "name")} required maxLength={120} defaultValue={edition.name} />
      <TextField {...fieldWords(t, "summary")} optional maxLength={500} defaultValue={edition.summary} />
      <LongTextField {...hintedWords(t, "facts")} optional rows={3} defaultValue={edition.facts} />
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <TermFields initial={edition} />
      </div>
      <VariantFields initial={edition} />
      <OtherLanguages
        language={language}
        texts={edition.texts ?? {}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "summary", label: t("summary"), max: 500 },
          { name: "facts", label: t("facts"), max: 6000, rows: 3 },
          { name: "option", label: t("option"), max: 60 },
        ]}
      />
      <ImageField label={t("image")} name="image" initial={edition.image} known={pictures} />
      <DeleteButton kind="edition" id={edition.id} name={edition.name} onDeleted={onDone} />
    </EditionPart>
  );
}
