"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import type { LiveMessage } from "#lib/live/contract.ts";

type Answer = { text: string; from: string | null };

const askWhether = lazyModule(() => callApi<{ isOn: boolean }>("GET", "/api/translation"));

/** Whether the shop translates; asked once, by whoever opens a line. */
export function useTranslates(): boolean {
  const [isOn, setOn] = useState(false);
  useEffect(() => void askWhether().then((answer) => setOn(answer.isOn)), []);
  return isOn;
}

type TranslationSheetProps = {
  showId: string;
  /** Null closes it. */
  line: LiveMessage | null;
  onClose: () => void;
};

/** One line in the reader's language, below what was said. */
export function TranslationSheet({ showId, line, onClose }: TranslationSheetProps) {
  const t = useTranslations("room.chat");
  return (
    <Sheet open={line !== null} onOpenChange={(open) => !open && onClose()} title={t("translation")}>
      {line && (
        <div className="grid gap-3">
          <blockquote dir="auto" className="wrap-anywhere border-edge border-l-2 pl-3 text-soft">
            {line.body}
          </blockquote>
          <Translation showId={showId} lineId={line.id} />
        </div>
      )}
    </Sheet>
  );
}

function Translation({ showId, lineId }: { showId: string; lineId: string }) {
  const t = useTranslations("room.chat");
  const locale = useLocale();
  const said = useTranslation(`/api/shows/${showId}/chat/${lineId}/translation?to=${locale}`);
  if (said === null) return <p className="text-soft">{t("translating")}</p>;
  if ("problem" in said) return <p role="alert">{said.problem}</p>;
  const from = said.from && new Intl.DisplayNames(locale, { type: "language" }).of(said.from);
  return (
    <>
      <p dir="auto" className="wrap-anywhere">
        {said.text}
      </p>
      <p className="text-sm text-soft">{from ? t("translatedFrom", { language: from }) : t("translated")}</p>
    </>
  );
}

function useTranslation(path: string): Answer | { problem: string } | null {
  const sayRefusal = useRefusalWords();
  const [said, setSaid] = useState<Answer | { problem: string } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each line
  useEffect(() => {
    const asking = new AbortController();
    setSaid(null);
    callApi<Answer>("GET", path, { signal: asking.signal }).then(setSaid, (refusal) => {
      if (!asking.signal.aborted) setSaid({ problem: sayRefusal(refusal) });
    });
    return () => asking.abort();
  }, [path]);
  return said;
}
