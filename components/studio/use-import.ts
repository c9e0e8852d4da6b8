import { useState } from "react";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { type ImportReport, importReport } from "#lib/catalog/schema.ts";

/** What the file itself does not say. */
export type ImportChoices = {
  encoding: string;
  terms: { currency: string; taxBp: string; windowStart: string; windowEnd: string } | null;
};
export type ImportStep =
  | { at: "waiting"; problem?: string }
  | { at: "checking"; file: File }
  | { at: "checked"; file: File; report: ImportReport; choices: ImportChoices }
  | { at: "importing"; file: File; report: ImportReport; choices: ImportChoices }
  | { at: "imported"; report: ImportReport };

const none: ImportChoices = { encoding: "", terms: null };

/** A catalogue file on its way in: always a dry run first, the real one only after a look at its report. */
export function useImport({ showId, onImported }: { showId: string | null; onImported: () => void }) {
  const sayRefusal = useRefusalWords();
  const [step, setStep] = useState<ImportStep>({ at: "waiting" });

  async function check(file: File, choices = none) {
    setStep({ at: "checking", file });
    try {
      setStep({ at: "checked", file, choices, report: await send(file, choices, { dryRun: true, showId }) });
    } catch (refusal) {
      setStep({ at: "waiting", problem: sayRefusal(refusal) });
    }
  }

  async function confirm() {
    if (step.at !== "checked") return;
    setStep({ ...step, at: "importing" });
    try {
      setStep({ at: "imported", report: await send(step.file, step.choices, { dryRun: false, showId }) });
      onImported();
    } catch (refusal) {
      const report = reportIn(refusal);
      setStep(report ? { ...step, report } : { at: "waiting", problem: sayRefusal(refusal) });
    }
  }

  return { step, check, confirm, startOver: () => setStep({ at: "waiting" }) };
}

type Sending = { dryRun: boolean; showId: string | null };

async function send(
  file: File,
  { encoding, terms }: ImportChoices,
  { dryRun, showId }: Sending,
): Promise<ImportReport> {
  const query = new URLSearchParams({ dryRun: String(dryRun), ...(showId && { showId }), ...terms });
  const kind = file.name.toLowerCase().endsWith(".json") ? "application/json" : "text/csv";
  const type = encoding ? `${kind}; charset=${encoding}` : kind;
  return callApi<ImportReport>("POST", `/api/catalog/import?${query}`, { file: { body: file, type } });
}

/** The catalogue changed between the dry run and the real one: the refusal carries the new report. */
function reportIn(refusal: unknown): ImportReport | undefined {
  return refusal instanceof ApiRefusal ? importReport.safeParse(refusal.detail.report).data : undefined;
}
