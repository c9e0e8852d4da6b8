"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useSubmit } from "#components/studio/use-submit.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notices.ts";
import { promiseInput, type StaffWaveView } from "#lib/promises/schema.ts";
import { useWavePreview } from "./use-wave-preview.ts";
import { WavePreviewTable } from "./wave-preview-table.tsx";

type Typed = { start: string; end: string; reason: string };

export function MoveWaveForm({ wave, onMoved }: { wave: StaffWaveView; onMoved: () => void }) {
  const t = useTranslations("delivery.move");
  const router = useRouter();
  const [typed, setTyped] = useState<Typed>({ start: wave.start, end: wave.end, reason: "" });
  const isNew = typed.start !== wave.start || typed.end !== wave.end;
  const preview = useWavePreview(wave.id, isNew ? typed : null);
  const change = (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part }));
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: promiseInput,
    send: async (body) => {
      const { orders } = await callApi<{ orders: number }>("POST", `/api/ops/waves/${wave.id}/promise`, { body });
      notify({ text: t("done", { count: orders }), tone: "ok" });
      router.refresh();
      onMoved();
    },
  });

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(typed);
      }}
      className="grid grid-cols-1 gap-5"
    >
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={t("start")} required error={wrong.has("start") ? t("wrong.start") : undefined}>
          {(binding) => (
            <Input
              {...binding}
              type="date"
              value={typed.start}
              onChange={(event) => change({ start: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("end")} required error={wrong.has("end") ? t("wrong.end") : undefined}>
          {(binding) => (
            <Input
              {...binding}
              type="date"
              value={typed.end}
              min={typed.start || undefined}
              onChange={(event) => change({ end: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t("reason")}
        required
        hint={t("reasonHint")}
        error={wrong.has("reason") ? t("wrong.reason") : undefined}
      >
        {(binding) => (
          <Textarea
            {...binding}
            rows={2}
            maxLength={500}
            value={typed.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
      <WavePreviewTable preview={preview} />
      <div className="sticky -bottom-4 -mx-5 -mb-4 grid gap-2 border-rule border-t bg-raised px-5 py-3">
        {problem && (
          <p role="alert" className="text-danger text-sm">
            {problem}
          </p>
        )}
        <Button type="submit" wide busy={busy} disabled={preview.at !== "known" || !preview.found.fits}>
          {t("confirm", { count: preview.at === "known" ? preview.found.orders : 0 })}
        </Button>
      </div>
    </form>
  );
}
