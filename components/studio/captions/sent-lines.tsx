import { Keyboard, Mic, Pencil, ScrollText, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { EditText } from "./edit-text.tsx";
import type { CaptionDesk } from "./use-caption-desk.ts";

const shown = 4;
const icons = { typed: Keyboard, script: ScrollText, speech: Mic } as const;

/** The last captions, newest first, each to be corrected or taken back where viewers read it. */
export function SentLines({ desk: { cues, correct, remove } }: { desk: CaptionDesk }) {
  const t = useTranslations("captions");
  const [edited, setEdited] = useState<string | null>(null);
  if (cues.length === 0) return <p className="text-sm text-soft">{t("nothingSent")}</p>;
  return (
    <ol aria-label={t("sent")} className="border-rule border-t">
      {cues
        .slice(-shown)
        .toReversed()
        .map(({ id, text, source, language }) => {
          const Icon = icons[source];
          const line = text.replace("\n", " ");
          return (
            <li key={id} className="flex items-center gap-2 border-rule border-b">
              {edited === id ? (
                <EditText
                  label={t("correction")}
                  text={line}
                  onDone={(changed) => {
                    setEdited(null);
                    if (changed) void correct(id, changed);
                  }}
                />
              ) : (
                <>
                  <span role="img" title={t(`source.${source}`)} aria-label={t(`source.${source}`)}>
                    <Icon aria-hidden className="size-4 text-soft" />
                  </span>
                  <span lang={language} className="min-w-0 flex-1 truncate text-sm">
                    {line}
                  </span>
                  <IconButton label={t("correct", { text: line })} onClick={() => setEdited(id)}>
                    <Pencil aria-hidden />
                  </IconButton>
                  <IconButton label={t("remove", { text: line })} onClick={() => void remove(id)} className="-ml-2">
                    <X aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          );
        })}
    </ol>
  );
}
