"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FaultTable } from "#components/files/fault-table.tsx";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { CityReport } from "#lib/delivery-windows/schema.ts";
import { decodeText } from "#lib/files/decode-text.ts";

const example = "Xiamen 厦门\t2\t4\nChengdu 成都\t3\t6";

/** A pasted list or a file: always a look at what it would do first, then the act. */
export function CityImport({ onDone }: { onDone: () => void }) {
  const t = useTranslations("delivery.list");
  const words = useTranslations("fileFaults");
  const router = useRouter();
  const [text, setText] = useState("");
  const [report, setReport] = useState<CityReport | null>(null);
  const { busy, run } = useAct();
  const send = (dryRun: boolean) =>
    callApi<CityReport>("POST", `/api/ops/cities/import?dryRun=${dryRun}`, { file: { body: text, type: "text/csv" } });
  /** In whatever encoding it was written; what cannot be told is said, never guessed. */
  async function open(file: File) {
    const read = decodeText(new Uint8Array(await file.arrayBuffer()));
    if (!("bad" in read)) setText(read.text);
    else showToast({ text: words(read.bad === "binary" ? `is_${read.kind}` : "encoding_unclear"), tone: "danger" });
  }

  const count = report ? report.added + report.changed : 0;

  const check = () => run(async () => setReport(await send(true)));
  const confirm = () =>
    run(async () => {
      await send(false);
      showToast({ text: t("done", { count }), tone: "ok" });
      router.refresh();
      onDone();
    });

  if (report) {
    return (
      <div className="grid grid-cols-1 gap-5">
        <p role="status" className="figures">
          {t("sum", { added: report.added, changed: report.changed, unchanged: report.unchanged })}
        </p>
        {report.errors.length > 0 && <FaultTable label={t("errors")} faults={report.errors} />}
        <div className="flex flex-wrap gap-2">
          <Button look="line" onClick={() => setReport(null)}>
            {t("again")}
          </Button>
          {report.errors.length === 0 && (
            <Button busy={busy} disabled={count === 0} onClick={() => void confirm()}>
              {t("confirm", { count })}
            </Button>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <Field label={t("text")} required>
        {(binding) => (
          <Textarea
            {...binding}
            rows={10}
            spellCheck={false}
            placeholder={example}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="font-mono text-sm"
          />
        )}
      </Field>
      <Field label={t("file")}>
        {(binding) => (
          <Input
            {...binding}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void open(file);
            }}
            className="py-2"
          />
        )}
      </Field>
      <Button busy={busy} disabled={text.trim() === ""} onClick={() => void check()}>
        {t("check")}
      </Button>
    </div>
  );
}
