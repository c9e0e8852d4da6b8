"use client";

import { Download, FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, Textarea } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { RundownView, Segment } from "#lib/rundown/schema.ts";
import { runTime } from "./judge-run.ts";
import { readPlan, writePlan } from "./plan-text.ts";
import type { Thing } from "./segment-fields.tsx";
import type { Rundown } from "./use-rundown.ts";

const templates = ["launch", "evening", "quick"] as const;

type FillPlanProps = { rundown: Rundown; run: RundownView; others: Thing[] };

/** Where a plan comes from besides typing it: a text, a template, another show. And out again, as a text. */
export function FillPlan({ rundown, run, others }: FillPlanProps) {
  const t = useTranslations("studio.rundown");
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { busy, run: act } = useAct();
  const { segments, faults } = readPlan(text);
  const seconds = segments.reduce((total, each) => total + each.seconds, 0);

  async function fill(added: Segment[]) {
    if (await act(() => rundown.addMany(added))) close();
  }
  function close() {
    setText("");
    setOpen(false);
  }

  return (
    <>
      <Button look="line" size="sm" onClick={() => setOpen(true)} className="min-h-11">
        <FileText aria-hidden className="size-4" />
        {t("fill")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("fill")}>
        <div className="grid gap-6">
          <Part lead={t("templateLead")}>
            {templates.map((name) => (
              <Button
                key={name}
                look="line"
                size="sm"
                busy={busy}
                onClick={() => void fill(readPlan(t(`templates.${name}.plan`)).segments)}
              >
                {t(`templates.${name}.name`)}
              </Button>
            ))}
          </Part>
          {others.length > 0 && (
            <CopyPlan others={others} onCopy={async (id) => (await rundown.copyFrom(id)) && close()} />
          )}
          <div className="grid gap-2">
            <Field label={t("text")} hint={t("textHint")}>
              {(binding) => (
                <Textarea {...binding} rows={10} value={text} onChange={({ target }) => setText(target.value)} />
              )}
            </Field>
            <ul role="status" className="grid gap-1 text-sm text-warn">
              {faults.slice(0, 20).map(({ line, text: said, why }) => (
                <li key={`${line} ${why} ${said}`}>{t(`fault.${why}`, { line, said })}</li>
              ))}
            </ul>
            <Button busy={busy} disabled={segments.length === 0} onClick={() => void fill(segments)}>
              {t("import", { count: segments.length, time: runTime(seconds) })}
            </Button>
          </div>
          {run.segments.length > 0 && (
            <Part lead={t("exportLead")}>
              <Button look="line" size="sm" onClick={() => save(writePlan(run.segments))}>
                <Download aria-hidden className="size-4" />
                {t("export")}
              </Button>
            </Part>
          )}
        </div>
      </Sheet>
    </>
  );
}

function Part({ lead, children }: { lead: string; children: ReactNode }) {
  return (
    <div className="grid gap-2 border-rule border-b pb-5">
      <p className="text-sm text-soft">{lead}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

function CopyPlan({ others, onCopy }: { others: Thing[]; onCopy: (id: string) => unknown }) {
  const t = useTranslations("studio.rundown");
  const [from, setFrom] = useState("");
  return (
    <div className="grid gap-2 border-rule border-b pb-5">
      <Field label={t("copyFrom")}>
        {(binding) => (
          <Select {...binding} value={from} onChange={({ target }) => setFrom(target.value)}>
            <option value="">{t("none")}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button look="line" size="sm" disabled={from === ""} onClick={() => void onCopy(from)}>
        {t("copy")}
      </Button>
    </div>
  );
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "rundown.md";
  link.click();
  URL.revokeObjectURL(address);
}
