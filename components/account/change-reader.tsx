"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { languages } from "#components/shell/languages.ts";
import { keepPreference } from "#components/shell/preference-cookie.ts";
import { Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { useZones } from "#components/ui/use-zones.ts";
import { readerInput } from "#lib/accounts/schema.ts";
import type { Reader } from "#lib/words/reader.ts";

/** The language of pages and mails, and the time zone of the times in mails. */
export function ChangeReader({ locale, timeZone }: Reader) {
  const t = useTranslations("account.reader");
  const account = useTranslations("account");
  const router = useRouter();
  const zones = useZones();
  return (
    <EditForm
      schema={readerInput}
      read={(form) => ({ locale: textOf(form, "locale"), timeZone: textOf(form, "timeZone") })}
      send={async (body) => {
        await callApi("PUT", "/api/me/reader", { body, isOneAct: true });
        keepPreference("locale", body.locale);
        showToast({ tone: "ok", text: account("saved") });
        router.refresh();
      }}
      label={account("save")}
      look="line"
      isPart
    >
      <FormField path="locale" label={t("language")}>
        {(binding) => (
          <Select {...binding} name="locale" defaultValue={locale}>
            {Object.entries(languages).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField path="timeZone" label={t("zone")} hint={t("zoneHint")}>
        {(binding) => (
          <Select {...binding} name="timeZone" defaultValue={timeZone}>
            {[...new Set([timeZone, ...zones])].map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        )}
      </FormField>
    </EditForm>
  );
}
