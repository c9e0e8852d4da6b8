"use client";

import { useLocale, useTranslations } from "next-intl";
import { Sheet } from "#components/ui/sheet.tsx";
import type { LiveMessage } from "#lib/live/contract.ts";
import { TranslatedFrom } from "./translated-from.tsx";
import { type Translated, useTranslation } from "./use-translation.ts";

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
  const said = useTranslation<Translated>(`/api/shows/${showId}/chat/${lineId}/translation?to=${locale}`);
  if (said === null) return <p className="text-soft">{t("translating")}</p>;
  if ("problem" in said) return <p role="alert">{said.problem}</p>;
  return (
    <>
      <p dir="auto" className="wrap-anywhere">
        {said.text}
      </p>
      <TranslatedFrom from={said.from} />
    </>
  );
}
