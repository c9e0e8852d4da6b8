"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { FormFoot } from "#components/studio/form-foot.tsx";
import { LanguageTexts, readTexts } from "#components/studio/language-texts.tsx";
import { countOf, textOf } from "#components/studio/read-form.ts";
import { useAct } from "#components/studio/use-act.ts";
import { useSubmit } from "#components/studio/use-submit.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { cityInput, type StaffCityView } from "#lib/promises/schema.ts";

type CityFormProps = { city: StaffCityView | null; onSaved: () => void };

/** One city: its name and the days that the way there takes. */
export function CityForm({ city, onSaved }: CityFormProps) {
  const t = useTranslations("delivery.city");
  const router = useRouter();
  const locale = useLocale();
  const [language, setLanguage] = useState(city ? (city.language ?? "en") : locale);
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: cityInput,
    send: async (body) => {
      if (city) await callApi("PATCH", `/api/ops/cities/${city.id}`, { body });
      else await callApi("POST", "/api/ops/cities", { body });
      router.refresh();
      onSaved();
    },
  });
  const say = (field: "name" | "firstDays" | "lastDays") => (wrong.has(field) ? t(`wrong.${field}`) : undefined);

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = event.currentTarget;
    void submit({
      name: textOf(typed, "name"),
      language,
      texts: readTexts(typed, language, ["name"]),
      firstDays: countOf(typed, "firstDays"),
      lastDays: countOf(typed, "lastDays"),
      open: city?.open ?? true,
    });
  }

  return (
    <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
      <Field label={t("name")} required hint={t("nameHint")} error={say("name")}>
        {(binding) => <Input {...binding} name="name" maxLength={80} autoFocus defaultValue={city?.name} />}
      </Field>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={t("first")} required error={say("firstDays")}>
          {(binding) => <Input {...binding} name="firstDays" inputMode="numeric" defaultValue={city?.firstDays ?? 0} />}
        </Field>
        <Field label={t("last")} required hint={t("lastHint")} error={say("lastDays")}>
          {(binding) => <Input {...binding} name="lastDays" inputMode="numeric" defaultValue={city?.lastDays ?? 0} />}
        </Field>
      </div>
      <LanguageTexts
        language={language}
        onLanguage={setLanguage}
        texts={city?.texts ?? {}}
        fields={[{ name: "name", label: t("name"), max: 80 }]}
      />
      {city && <RemoveCity city={city} onRemoved={onSaved} />}
      <FormFoot label={t("save")} busy={busy} problem={problem} />
    </form>
  );
}

function RemoveCity({ city, onRemoved }: { city: StaffCityView; onRemoved: () => void }) {
  const t = useTranslations("delivery.city");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useAct();
  async function remove() {
    const isGone = await run(() => callApi("DELETE", `/api/ops/cities/${city.id}`));
    setAsking(false);
    if (!isGone) return;
    router.refresh();
    onRemoved();
  }
  return (
    <>
      <Button look="danger" size="sm" onClick={() => setAsking(true)} className="justify-self-start">
        {t("remove")}
      </Button>
      <Confirm
        open={isAsking}
        onOpenChange={setAsking}
        title={t("removeTitle", { city: city.name })}
        confirmLabel={t("removeConfirm")}
        look="danger"
        busy={busy}
        onConfirm={() => void remove()}
      >
        {t("removeBody")}
      </Confirm>
    </>
  );
}
