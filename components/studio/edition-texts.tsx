"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type EditionView, editionChange } from "#lib/catalog/schema.ts";
import { changedOf } from "./changed-of.ts";
import { DeleteButton } from "./delete-button.tsx";
import { FormFoot } from "./form-foot.tsx";
import { ImageField } from "./image-field.tsx";
import { OtherLanguages, readTexts } from "./language-texts.tsx";
import { optionalOf, textOf } from "./read-form.ts";
import { readTerms, TermFields, wholeMinutes } from "./term-fields.tsx";
import { useSubmit } from "./use-submit.ts";

type EditionTextsProps = { edition: EditionView; pictures: string[]; onSaved: () => void };

/** Name, line, picture, limits and times of an edition. */
export function EditionTexts({ edition, pictures, onSaved }: EditionTextsProps) {
  const t = useTranslations("studio.editionForm");
  const words = useTranslations("editing.edition");
  const router = useRouter();
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: editionChange,
    send: async (body) => {
      await callApi("PATCH", `/api/editions/${edition.id}`, { body });
      router.refresh();
      onSaved();
    },
  });

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit(
      changedOf(wholeMinutes(edition), {
        name: textOf(typed, "name"),
        summary: textOf(typed, "summary"),
        image: optionalOf(typed, "image"),
        texts: readTexts(typed, edition.language ?? "en", ["name", "summary"]),
        ...readTerms(typed),
      }),
    );
  }

  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("name")} required hint={t("nameHint")} error={wrong.has("name") ? t("wrong.name") : undefined}>
        {(binding) => <Input {...binding} name="name" maxLength={120} defaultValue={edition.name} />}
      </Field>
      <Field label={t("summary")} optional error={wrong.has("summary") ? t("wrong.summary") : undefined}>
        {(binding) => <Input {...binding} name="summary" maxLength={500} defaultValue={edition.summary} />}
      </Field>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <TermFields initial={edition} wrong={wrong} />
      </div>
      <OtherLanguages
        language={edition.language ?? "en"}
        texts={edition.texts ?? {}}
        fields={[
          { name: "name", label: t("name"), max: 120 },
          { name: "summary", label: t("summary"), max: 500 },
        ]}
      />
      <ImageField label={t("image")} name="image" initial={edition.image} known={pictures} wrong={wrong.has("image")} />
      <DeleteButton kind="edition" id={edition.id} name={edition.name} onDeleted={onSaved} />
      <FormFoot label={words("saveTexts")} busy={busy} problem={problem} />
    </form>
  );
}
