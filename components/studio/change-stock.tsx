"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { type EditionView, stockAdjustment } from "#lib/catalog/schema.ts";
import { FormFoot } from "./form-foot.tsx";
import { countOf, textOf } from "./read-form.ts";
import { useSubmit } from "./use-submit.ts";

/** Adds or takes away units, with the reason that the ledger keeps. */
export function ChangeStock({ edition }: { edition: EditionView }) {
  const t = useTranslations("studio.changeStock");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: stockAdjustment,
    send: async (body) => {
      await callApi("POST", `/api/editions/${edition.id}/stock`, { body });
      setOpen(false);
      router.refresh();
    },
  });

  function read(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void submit({ delta: countOf(event.currentTarget, "delta"), reason: textOf(event.currentTarget, "reason") });
  }

  return (
    <>
      <Button look="line" size="sm" aria-label={t("openFor", { edition: edition.name })} onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={t("heading", { edition: edition.name })}
        description={t("now", { available: edition.available, held: edition.held, sold: edition.sold })}
      >
        <form ref={form} noValidate onSubmit={read} className="grid grid-cols-1 gap-5">
          <Field
            label={t("delta")}
            required
            hint={t("deltaHint")}
            error={wrong.has("delta") ? t("wrong.delta") : undefined}
          >
            {(binding) => (
              <Input {...binding} name="delta" inputMode="numeric" autoComplete="off" className="figures" />
            )}
          </Field>
          <Field
            label={t("reason")}
            required
            hint={t("reasonHint")}
            error={wrong.has("reason") ? t("wrong.reason") : undefined}
          >
            {(binding) => <Input {...binding} name="reason" maxLength={300} />}
          </Field>
          <FormFoot label={t("save")} busy={busy} problem={problem} />
        </form>
      </Sheet>
    </>
  );
}
