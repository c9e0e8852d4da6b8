"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { fromLocalInput, nextFullHour, ownZoneName, toLocalInput } from "#components/forms/local-start.ts";
import { optionalOf, textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { isOver as isOverNow } from "#lib/live/contract.ts";
import { type ShowCard, type ShowView, showChange, showInput } from "#lib/shows/schema.ts";
import { GroundField, readGround } from "./ground-field.tsx";
import { ImageField } from "./image-field.tsx";

type ShowFormProps = {
  show?: ShowCard;
  pictures: string[];
  onSaved: (show: ShowView) => void;
  onCancel: () => void;
};

/** Plans a show, or changes one that is given. */
export function ShowForm({ show, pictures, onSaved, onCancel }: ShowFormProps) {
  const t = useTranslations("studio.showForm");
  const locale = useLocale();
  const [language, setLanguage] = useState(show?.language ?? locale);
  const isOver = show !== undefined && isOverNow(show.status);
  const [method, address] = show ? ["PATCH", `/api/shows/${show.id}`] : ["POST", "/api/shows"];
  const startsAt = show ? new Date(show.startsAt) : nextFullHour(new Date());
  return (
    <EditForm
      schema={show ? showChange : showInput}
      read={(typed) => ({
        title: textOf(typed, "title"),
        startsAt: isOver ? undefined : fromLocalInput(textOf(typed, "startsAt")),
        summary: textOf(typed, "summary"),
        poster: optionalOf(typed, "poster"),
        ground: readGround(typed),
        ...(show ? {} : { isPortrait: textOf(typed, "isPortrait") !== "", isDraft: textOf(typed, "isDraft") !== "" }),
        language,
        texts: readTexts(typed, language, ["title", "summary"]),
      })}
      send={async (body) => onSaved(await callApi<ShowView>(method, address, { body }))}
      label={t(show ? "save" : "create")}
      onCancel={onCancel}
    >
      <TextField {...fieldWords(t, "title")} required defaultValue={show?.title} maxLength={120} autoFocus />
      {!show && <Checkbox name="isPortrait" label={t("portrait")} />}
      {!show && <Checkbox name="isDraft" label={t("draft")} hint={t("draftHint")} />}
      {!isOver && (
        <TextField
          {...fieldWords(t, "startsAt")}
          type="datetime-local"
          hint={t(show?.status === "SCHEDULED" ? "zoneAndMail" : "zone", { zone: ownZoneName(locale) })}
          required
          defaultValue={toLocalInput(startsAt)}
        />
      )}
      <LongTextField {...hintedWords(t, "summary")} optional rows={3} defaultValue={show?.summary} />
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={show?.texts ?? {}}
        fields={[
          { name: "title", label: t("title"), max: 120 },
          { name: "summary", label: t("summary"), max: 1000, rows: 3 },
        ]}
      />
      <ImageField label={t("poster")} name="poster" initial={show?.poster ?? null} known={pictures} />
      <GroundField initial={show?.ground ?? "blur"} known={show?.poster ? [show.poster, ...pictures] : pictures} />
    </EditForm>
  );
}
