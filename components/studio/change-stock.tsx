"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { hintedWords } from "#components/forms/field-words.ts";
import { CountField, TextField } from "#components/forms/form-field.tsx";
import { countOf, textOf } from "#components/forms/read-form.ts";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { type EditionView, stockAdjustment } from "#lib/catalog/schema.ts";

/** Adds or takes away units, with the reason that the ledger keeps. */
export function ChangeStock({ edition }: { edition: EditionView }) {
  const t = useTranslations("studio.changeStock");
  const router = useRouter();
  const { id, name, available, held, sold } = edition;
  return (
    <SheetForm
      opener={{ label: t("open"), name: t("openFor", { edition: name }), look: "line", size: "sm" }}
      title={t("heading", { edition: name })}
      lead={t("now", { available, held, sold })}
      schema={stockAdjustment}
      read={(typed) => ({ delta: countOf(typed, "delta"), reason: textOf(typed, "reason") })}
      send={async (body) => {
        await callApi("POST", `/api/editions/${id}/stock`, { body });
        router.refresh();
      }}
      label={t("save")}
    >
      <CountField {...hintedWords(t, "delta")} required className="figures" />
      <TextField {...hintedWords(t, "reason")} required maxLength={300} />
    </SheetForm>
  );
}
