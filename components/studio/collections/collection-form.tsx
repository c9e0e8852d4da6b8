"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { type CollectionView, collectionChange, collectionInput } from "#lib/collections/schema.ts";

type CollectionFormProps = { collection?: CollectionView; onSaved: () => void };

/** Makes a collection, or says something else about one, in every language. */
export function CollectionForm({ collection, onSaved }: CollectionFormProps) {
  const t = useTranslations("studio.collections");
  const locale = useLocale();
  const [language, setLanguage] = useState(collection?.language ?? locale);
  return (
    <SheetForm
      opener={{
        label: t(collection ? "edit" : "make"),
        look: collection ? "line" : undefined,
        size: collection && "sm",
      }}
      title={t(collection ? "edit" : "make")}
      schema={collection ? collectionChange : collectionInput}
      read={(typed) => ({
        name: textOf(typed, "name"),
        description: textOf(typed, "description"),
        language,
        texts: readTexts(typed, language, ["name", "description"]),
      })}
      send={async (body) => {
        const [method, path] = collection
          ? ["PATCH", `/api/collections/${collection.id}`]
          : ["POST", "/api/collections"];
        await callApi(method, path, { body });
        onSaved();
      }}
      label={t("save")}
    >
      <TextField {...fieldWords(t, "name")} required maxLength={120} defaultValue={collection?.name} autoFocus />
      <LongTextField {...hintedWords(t, "description")} optional rows={3} defaultValue={collection?.description} />
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={collection?.texts ?? {}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "description", label: t("description"), max: 2000, rows: 3 },
        ]}
      />
    </SheetForm>
  );
}
