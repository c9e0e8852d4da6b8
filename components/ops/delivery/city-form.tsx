"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { EditForm } from "#components/forms/edit-form.tsx";
import { hintedWords } from "#components/forms/field-words.ts";
import { CountField, TextField } from "#components/forms/form-field.tsx";
import { LanguageTexts, readTexts } from "#components/forms/language-texts.tsx";
import { countOf, textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { cityInput, type StaffCityView } from "#lib/delivery-windows/schema.ts";

type CityFormProps = { city: StaffCityView | null; onDone: () => void };

/** One city: its name and the days that the way there takes. */
export function CityForm({ city, onDone }: CityFormProps) {
  const t = useTranslations("delivery.city");
  const router = useRouter();
  const locale = useLocale();
  const [language, setLanguage] = useState(city ? (city.language ?? "en") : locale);
  return (
    <EditForm
      schema={cityInput}
      read={(typed) => ({
        name: textOf(typed, "name"),
        language,
        texts: readTexts(typed, language, ["name"]),
        firstDays: countOf(typed, "firstDays"),
        lastDays: countOf(typed, "lastDays"),
        open: city?.open ?? true,
      })}
      send={async (body) => {
        if (city) await callApi("PATCH", `/api/ops/cities/${city.id}`, { body });
        else await callApi("POST", "/api/ops/cities", { body });
        router.refresh();
        onDone();
      }}
      label={t("save")}
      onCancel={onDone}
    >
      <TextField {...hintedWords(t, "name")} required maxLength={80} autoFocus defaultValue={city?.name} />
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <CountField
          name="firstDays"
          label={t("first")}
          wrong={t("wrong.firstDays")}
          required
          defaultValue={city?.firstDays ?? 0}
        />
        <CountField
          name="lastDays"
          label={t("last")}
          hint={t("lastHint")}
          wrong={t("wrong.lastDays")}
          required
          defaultValue={city?.lastDays ?? 0}
        />
      </div>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={city?.texts ?? {}}
        fields={[{ name: "name", label: t("name"), max: 80 }]}
      />
      {city && <RemoveCity city={city} onRemoved={onDone} />}
    </EditForm>
  );
}

function RemoveCity({ city, onRemoved }: { city: StaffCityView; onRemoved: () => void }) {
  const t = useTranslations("delivery.city");
  const router = useRouter();
  return (
    <ConfirmedAct
      opener={{ label: t("remove"), look: "danger", className: "justify-self-start" }}
      title={t("removeTitle", { city: city.name })}
      confirmLabel={t("removeConfirm")}
      look="danger"
      act={() => callApi("DELETE", `/api/ops/cities/${city.id}`)}
      onDone={() => {
        router.refresh();
        onRemoved();
      }}
    >
      {t("removeBody")}
    </ConfirmedAct>
  );
}
