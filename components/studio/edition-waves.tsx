"use client";

import { useTranslations } from "next-intl";
import { type EditionView, wavesInput } from "#lib/catalog/schema.ts";
import { EditionPart } from "./edition-part.tsx";
import { readWaves, rowOfWave, useWaves, WaveFields } from "./wave-fields.tsx";

/** The waves of an edition: what is promised stays, everything else may change. */
export function EditionWaves({ edition, onDone }: { edition: EditionView; onDone: () => void }) {
  const t = useTranslations("editing.edition");
  const waves = useWaves(edition.waves.map(rowOfWave));
  return (
    <EditionPart
      editionId={edition.id}
      part="waves"
      schema={wavesInput}
      read={() => ({ waves: readWaves(waves.rows) })}
      label={t("saveWaves")}
      onDone={onDone}
      className="-mt-4 [&>fieldset]:border-t-0"
    >
      <WaveFields waves={waves} stock={edition.total} />
    </EditionPart>
  );
}
