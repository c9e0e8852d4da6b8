"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "#components/forms/file-drop.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { ImportQuestions } from "./import-choices.tsx";
import { ImportGuide } from "./import-guide.tsx";
import { ImportResult } from "./import-result.tsx";
import { useImport } from "./use-import.ts";

type ImportPanelProps = {
  /** The host's shows that are not over. */
  shows: ShowCard[];
  /** Where the imported products should be listed at first; null for nowhere. */
  showId: string | null;
};

export function ImportPanel({ shows, showId }: ImportPanelProps) {
  const t = useTranslations("studio.import");
  const router = useRouter();
  const [listedIn, setListedIn] = useState(showId ?? "");
  const { step, check, confirm, startOver } = useImport({ showId: listedIn || null, onImported: router.refresh });
  return (
    <section id="import" aria-labelledby="import-heading" className="grid content-start gap-5">
      <div className="grid gap-1">
        <h2 id="import-heading" className="headline text-xl">
          {t("heading")}
        </h2>
        <p className="text-sm text-soft">{t("lead")}</p>
      </div>
      {shows.length > 0 && (
        <Field label={t("listIn")}>
          {(binding) => (
            <Select {...binding} value={listedIn} onChange={(event) => setListedIn(event.target.value)}>
              <option value="">{t("listNowhere")}</option>
              {shows.map((show) => (
                <option key={show.id} value={show.id}>
                  {show.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {step.at === "waiting" && (
        <>
          <FileDrop accept=".csv,.tsv,.txt,.json,text/csv,application/json" onFile={(file) => void check(file)} />
          <Problem>{step.problem}</Problem>
          <ImportGuide />
        </>
      )}
      {step.at === "checking" && <Progress label={t("checking", { file: step.file.name })} value={null} />}
      {step.at === "importing" && <Progress label={t("importing", { file: step.file.name })} value={null} />}
      {step.at === "checked" && (
        <ImportResult file={step.file.name} report={step.report}>
          <div className="w-full empty:hidden">
            <ImportQuestions
              report={step.report}
              choices={step.choices}
              onChoose={(choices) => void check(step.file, choices)}
            />
          </div>
          {step.report.faults === 0 && (
            <Button onClick={() => void confirm()}>{t("confirm", { count: step.report.products })}</Button>
          )}
          <Button look="line" onClick={startOver}>
            {t("another")}
          </Button>
        </ImportResult>
      )}
      {step.at === "imported" && (
        <ImportResult report={step.report}>
          <Button look="line" onClick={startOver}>
            {t("another")}
          </Button>
        </ImportResult>
      )}
    </section>
  );
}
