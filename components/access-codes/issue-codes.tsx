"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CountField, LongTextField, TextField } from "#components/forms/form-field.tsx";
import { fromLocalInput, ownZoneName, toLocalInput } from "#components/forms/local-start.ts";
import { countOf, textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { serverTime } from "#components/ui/clock.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { codesInput, type IssuedCodes } from "#lib/access-codes/schema.ts";

type IssueCodesProps = { where: string; onIssued: (codes: IssuedCodes["codes"]) => void };

const weekMs = 7 * 86_400_000;

export function IssueCodes({ where, onIssued }: IssueCodesProps) {
  const t = useTranslations("codes.issue");
  const locale = useLocale();
  const [isNamed, setNamed] = useState(false);
  return (
    <SheetForm
      opener={{ label: t("open") }}
      title={t("title")}
      lead={t("lead")}
      schema={codesInput}
      read={(typed) => ({
        ...(isNamed ? { emails: linesOf(textOf(typed, "emails")) } : { count: countOf(typed, "count") }),
        expiresAt: fromLocalInput(textOf(typed, "expiresAt")),
      })}
      send={async (body) => {
        const { codes } = await callApi<IssuedCodes>("POST", `/api/${where}/codes`, { body });
        onIssued(codes);
      }}
      label={t("save")}
    >
      <Field label={t("kind")}>
        {(binding) => (
          <Select
            {...binding}
            value={isNamed ? "emails" : "count"}
            onChange={(event) => setNamed(event.target.value === "emails")}
          >
            <option value="count">{t("count")}</option>
            <option value="emails">{t("emails")}</option>
          </Select>
        )}
      </Field>
      {isNamed ? (
        <LongTextField
          name="emails"
          label={t("addresses")}
          hint={t("addressesHint")}
          wrong={t("wrong.emails")}
          required
          rows={6}
          className="font-mono"
        />
      ) : (
        <CountField
          name="count"
          label={t("howMany")}
          wrong={t("wrong.count")}
          required
          defaultValue="10"
          className="figures"
        />
      )}
      <TextField
        name="expiresAt"
        type="datetime-local"
        label={t("expires")}
        hint={ownZoneName(locale)}
        wrong={t("wrong.expiresAt")}
        required
        defaultValue={toLocalInput(new Date(serverTime() + weekMs))}
      />
    </SheetForm>
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((line) => line !== "");
}
