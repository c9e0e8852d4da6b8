import { Keyboard, Mic, Pencil, ScrollText, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { CaptionCue } from "#lib/live/contract.ts";
import { EditText } from "./edit-text.tsx";
import type { CaptionDesk } from "./use-caption-desk.ts";

const icons = { typed: Keyboard, script: ScrollText, speech: Mic } as const;

type SentLineProps = {
  cue: CaptionCue;
  desk: CaptionDesk;
  /** Where in the show it stands, when that is worth a column. */
  at?: string;
};

/** A caption that viewers have, to be corrected or taken back. */
export function SentLine({ cue: { id, text, source, language }, desk: { correct, remove }, at }: SentLineProps) {
  const t = useTranslations("captions");
  const [isEdited, setIsEdited] = useState(false);
  const Icon = icons[source];
  const line = text.replace("\n", " ");
  return (
    <li className="flex items-center gap-2 border-rule border-b">
      {isEdited ? (
        <EditText
          label={t("correction")}
          text={line}
          onDone={(changed) => {
            setIsEdited(false);
            if (changed) void correct(id, changed);
          }}
        />
      ) : (
        <>
          <span role="img" title={t(`source.${source}`)} aria-label={t(`source.${source}`)}>
            <Icon aria-hidden className="size-4 text-soft" />
          </span>
          {at && <span className="figures shrink-0 text-sm text-soft">{at}</span>}
          <span lang={language} title={line} className="min-w-0 flex-1 truncate text-sm">
            {line}
          </span>
          <IconButton label={t("correct", { text: line })} onClick={() => setIsEdited(true)}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton label={t("remove", { text: line })} onClick={() => void remove(id)} className="-ml-2">
            <X aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}
