import { useLocale, useTranslations } from "next-intl";
import { type Ref, useState } from "react";
import { Select } from "#components/ui/input.tsx";
import type { ShowStatus } from "#lib/live/contract.ts";
import { DictationSwitch } from "./dictation-switch.tsx";
import { captionLanguages } from "./languages.ts";
import { LineForm } from "./line-form.tsx";
import { OpenScript } from "./open-script.tsx";
import { PasteScript } from "./paste-script.tsx";
import type { BadScript, Script } from "./read-script.ts";
import { ScriptCard } from "./script-card.tsx";
import { SentLines } from "./sent-lines.tsx";
import type { Captioning } from "./use-captioning.ts";

type CaptionPanelProps = { status: ShowStatus; captioning: Captioning; field: Ref<HTMLInputElement> };

/** What is said, to read: typed, from a script line by line, or written down by the browser. */
export function CaptionPanel({ status, captioning, field }: CaptionPanelProps) {
  const t = useTranslations("captions");
  const locale = useLocale();
  const [isDictating, setIsDictating] = useState(false);
  const { desk, script, language, setLanguage, sendNext } = captioning;
  const [bad, setBad] = useState<BadScript | null>(null);
  const isLive = status === "LIVE";

  function read(file: Script | BadScript) {
    if ("bad" in file) return setBad(file);
    setBad(null);
    script.open(file);
  }

  return (
    <section aria-labelledby="captions-heading" className="grid grid-cols-1 content-start gap-4 p-4 lg:p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="captions-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        <div className="flex flex-wrap items-center gap-2">
          {!script.script && <OpenScript onRead={read} />}
          {!script.script && <PasteScript onRead={read} />}
          <Select
            aria-label={t("language")}
            value={language}
            onChange={(event) => setLanguage(event.target.value)}
            className="max-w-40 md:min-h-8 md:text-sm"
          >
            {captionLanguages(locale).map(({ tag, name }) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      </div>
      {bad && (
        <p role="alert" className="text-danger text-sm [overflow-wrap:anywhere]">
          {t(`script.bad.${bad.bad}`, { name: bad.name })}
        </p>
      )}
      {!isLive && <p className="text-sm text-soft">{t("beforeAir")}</p>}
      <ScriptCard
        state={script}
        canSend={isLive}
        canUndo={desk.canUndo}
        onSend={sendNext}
        onUndo={() => void desk.undo()}
      />
      <LineForm
        isOpen={isLive}
        field={field}
        onLine={(text) => desk.send({ text, source: "typed" }, language)}
        canUndo={desk.canUndo && !script.script}
        onUndo={() => void desk.undo()}
      />
      <DictationSwitch
        isOn={isDictating && isLive}
        isOpen={isLive}
        language={language}
        onTurn={setIsDictating}
        onLine={({ text, agoMs }) => void desk.send({ text, agoMs, source: "speech" }, language)}
      />
      <SentLines desk={desk} />
    </section>
  );
}
