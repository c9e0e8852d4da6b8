"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { type ShowCard, type ShowView, showChange, showInput } from "#lib/shows/schema.ts";
import { FormFoot } from "./form-foot.tsx";
import { ImageField } from "./image-field.tsx";
import { LanguageTexts, readTexts } from "./language-texts.tsx";
import { fromLocalInput, nextFullHour, ownZoneName, toLocalInput } from "./local-start.ts";
import { optionalOf, textOf } from "./read-form.ts";
import { useSubmit } from "./use-submit.ts";

type ShowFormProps = { show?: ShowCard; pictures: string[]; onSaved: (show: ShowView) => void };

/** Plans a show, or changes one that is given. */
export function ShowForm({ show, pictures, onSaved }: ShowFormProps) {
  const t = useTranslations("studio.showForm");
  const locale = useLocale();
  const [language, setLanguage] = useState(show?.language ?? locale);
  const isOver = show?.status === "ENDED";
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: show ? showChange : showInput,
    send: async (body) =>
      onSaved(
        await callApi<ShowView>(show ? "PATCH" : "POST", show ? `/api/shows/${show.id}` : "/api/shows", { body }),
      ),
  });

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit({
      title: textOf(typed, "title"),
      startsAt: isOver ? undefined : fromLocalInput(textOf(typed, "startsAt")),
      summary: textOf(typed, "summary"),
      poster: optionalOf(typed, "poster"),
      ...(show ? {} : { isPortrait: textOf(typed, "isPortrait") !== "" }),
      language,
      texts: readTexts(typed, language, ["title", "summary"]),
    });
  }

  const startsAt = show ? new Date(show.startsAt) : nextFullHour(new Date());
  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("title")} required error={wrong.has("title") ? t("wrong.title") : undefined}>
        {(binding) => <Input {...binding} name="title" defaultValue={show?.title} maxLength={120} autoFocus />}
      </Field>
      {!show && <Checkbox name="isPortrait" label={t("portrait")} />}
      {!isOver && (
        <Field
          label={t("startsAt")}
          required
          hint={t("zone", { zone: ownZoneName(locale) })}
          error={wrong.has("startsAt") ? t("wrong.startsAt") : undefined}
        >
          {(binding) => (
            <Input {...binding} name="startsAt" type="datetime-local" defaultValue={toLocalInput(startsAt)} />
          )}
        </Field>
      )}
      <Field
        label={t("summary")}
        optional
        hint={t("summaryHint")}
        error={wrong.has("summary") ? t("wrong.summary") : undefined}
      >
        {(binding) => <Textarea {...binding} name="summary" rows={3} defaultValue={show?.summary} />}
      </Field>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={show?.texts ?? {}}
        fields={[
          { name: "title", label: t("title"), max: 120 },
          { name: "summary", label: t("summary"), max: 1000, rows: 3 },
        ]}
      />
      <ImageField
        label={t("poster")}
        name="poster"
        initial={show?.poster ?? null}
        known={pictures}
        wrong={wrong.has("poster")}
      />
      <FormFoot label={show ? t("save") : t("create")} busy={busy} problem={problem} />
    </form>
  );
}
