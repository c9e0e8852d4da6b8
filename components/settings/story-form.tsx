"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { LongTextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { shopChange } from "#lib/shop/schema.ts";
import type { Texts } from "#lib/texts/schema.ts";
import type { Locale } from "#lib/words/locale.ts";
import { useChangeShop } from "./use-change-shop.ts";

type StoryFormProps = { story: string; language: Locale; texts: Texts };

/** What the shop tells of itself on its own page. */
export function StoryForm({ story, language: written, texts }: StoryFormProps) {
  const t = useTranslations("settings.about");
  const locale = useLocale();
  const change = useChangeShop();
  const [language, setLanguage] = useState(story ? written : locale);
  return (
    <section aria-labelledby="shop-story" className="grid gap-4">
      <h2 id="shop-story" className="slug text-soft">
        {t("heading")}
      </h2>
      <EditForm
        schema={shopChange}
        read={(typed) => ({ story: textOf(typed, "story"), language, texts: readTexts(typed, language, ["story"]) })}
        send={change}
        label={t("save")}
        isPart
      >
        <LongTextField {...hintedWords(t, "story")} optional rows={8} defaultValue={story} />
        <LanguageTexts
          language={language}
          onLanguage={setLanguage}
          texts={texts}
          fields={[{ name: "story", label: t("story"), max: 4000, rows: 8 }]}
        />
      </EditForm>
    </section>
  );
}
