import { useTranslations } from "next-intl";
import { SentLine } from "./sent-line.tsx";
import type { CaptionDesk } from "./use-caption-desk.ts";

const shown = 4;

/** The last captions, newest first, each to be corrected or taken back where viewers read it. */
export function SentLines({ desk }: { desk: CaptionDesk }) {
  const t = useTranslations("captions");
  if (desk.cues.length === 0) return <p className="text-sm text-soft">{t("nothingSent")}</p>;
  return (
    <ol aria-label={t("sent")} className="border-rule border-t">
      {desk.cues
        .slice(-shown)
        .toReversed()
        .map((cue) => (
          <SentLine key={cue.id} cue={cue} desk={desk} />
        ))}
    </ol>
  );
}
