"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { fieldWords, hintedWords } from "#components/forms/field-words.ts";
import { LongTextField, TextField } from "#components/forms/form-field.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { promiseInput, type StaffWaveView } from "#lib/delivery-windows/schema.ts";
import { useWavePreview } from "./use-wave-preview.ts";
import { WavePreviewTable } from "./wave-preview-table.tsx";

export function MoveWaveForm({ wave, onDone }: { wave: StaffWaveView; onDone: () => void }) {
  const t = useTranslations("delivery.move");
  const router = useRouter();
  const [typed, setTyped] = useState({ start: wave.start, end: wave.end, reason: "" });
  const isNew = typed.start !== wave.start || typed.end !== wave.end;
  const preview = useWavePreview(wave.id, isNew ? typed : null);
  const bind = (part: keyof typeof typed) => ({
    value: typed[part],
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setTyped((now) => ({ ...now, [part]: target.value })),
  });
  return (
    <EditForm
      schema={promiseInput}
      read={() => typed}
      send={async (body) => {
        const { orders } = await callApi<{ orders: number }>("POST", `/api/ops/waves/${wave.id}/promise`, { body });
        showToast({ text: t("done", { count: orders }), tone: "ok" });
        router.refresh();
        onDone();
      }}
      label={t("confirm", { count: preview.at === "known" ? preview.found.orders : 0 })}
      isBlocked={preview.at !== "known" || !preview.found.fits}
      onCancel={onDone}
    >
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <TextField {...fieldWords(t, "start")} type="date" required {...bind("start")} />
        <TextField {...fieldWords(t, "end")} type="date" required min={typed.start || undefined} {...bind("end")} />
      </div>
      <LongTextField {...hintedWords(t, "reason")} required rows={2} maxLength={500} {...bind("reason")} />
      <WavePreviewTable preview={preview} />
    </EditForm>
  );
}
