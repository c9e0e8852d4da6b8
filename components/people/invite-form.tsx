"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { FormField, TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { useLanguageName } from "#components/settings/language-name.ts";
import { Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { invitationInput, staffRole } from "#lib/people/schema.ts";
import { locales } from "#lib/words/locale.ts";
import { RoleField } from "./role-field.tsx";
import { type NamedShow, ShowField } from "./show-field.tsx";

/** Invites an address to a role. */
export function InviteForm({ shows }: { shows: NamedShow[] }) {
  const t = useTranslations("settings.people.invitations");
  const words = useTranslations("settings.people.wrong");
  const languageName = useLanguageName();
  const locale = useLocale();
  const router = useRouter();
  return (
    <SheetForm
      opener={{ label: t("invite"), look: "ink", size: "sm" }}
      title={t("title")}
      lead={t("lead")}
      schema={invitationInput}
      read={(form) => ({
        email: textOf(form, "email").trim(),
        role: textOf(form, "role"),
        showId: textOf(form, "showId") || null,
        locale: textOf(form, "locale"),
      })}
      send={async (body) => {
        await callApi("POST", "/api/settings/invitations", { body });
        showToast({ tone: "ok", text: t("sent", { email: body.email }) });
        router.refresh();
      }}
      label={t("send")}
    >
      <TextField
        name="email"
        type="email"
        label={t("email")}
        wrong={words("email")}
        required
        autoComplete="off"
        maxLength={254}
      />
      <RoleField roles={staffRole.options} initial="producer" label={t("role")} />
      <ShowField shows={shows} label={t("for")} wrong={words("showId")} whole={t("whole")} />
      <FormField path="locale" label={t("locale")} hint={t("localeHint")} required>
        {(binding) => (
          <Select {...binding} name="locale" defaultValue={locale}>
            {locales.map((each) => (
              <option key={each} value={each}>
                {languageName(each)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
    </SheetForm>
  );
}
