"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { type EditionView, wavesInput } from "#lib/catalog/schema.ts";
import { FormFoot } from "./form-foot.tsx";
import { useSubmit } from "./use-submit.ts";
import { readWaves, rowOfWave, useWaves, WaveFields } from "./wave-fields.tsx";

/** The waves of an edition: what is promised stays, everything else may change. */
export function EditionWaves({ edition, onSaved }: { edition: EditionView; onSaved: () => void }) {
  const t = useTranslations("editing.edition");
  const router = useRouter();
  const waves = useWaves(edition.waves.map(rowOfWave));
  const { form, busy, wrong, problem, submit } = useSubmit({
    schema: wavesInput,
    send: async (body) => {
      await callApi("PUT", `/api/editions/${edition.id}/waves`, { body });
      router.refresh();
      onSaved();
    },
  });
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit({ waves: readWaves(waves.rows) });
      }}
      className="-mt-4 grid grid-cols-1 gap-5 [&>fieldset]:border-t-0"
    >
      <WaveFields waves={waves} stock={edition.total} wrong={wrong} />
      <FormFoot label={t("saveWaves")} busy={busy} problem={problem} />
    </form>
  );
}
