import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { clockText } from "#components/media/player/clock-text.ts";

type AnswerMarkProps = { atMs: number | null; startedMs: number | null; jumps?: boolean };

/** When it was answered, by the clock of the show; pressed, the picture goes there. */
export function AnswerMark({ atMs, startedMs, jumps = false }: AnswerMarkProps) {
  const t = useTranslations("questions");
  if (atMs === null || startedMs === null) {
    return <span className="text-soft text-sm">{t(atMs === null ? "written" : "answered")}</span>;
  }
  const time = clockText((atMs - startedMs) / 1000);
  if (!jumps) return <span className="figures text-soft text-sm">{t("answeredAt", { time })}</span>;
  return (
    <a
      href={`#at-${atMs}`}
      className="figures inline-flex min-h-11 items-center gap-1.5 justify-self-start font-medium text-sm underline underline-offset-4"
    >
      <Play aria-hidden className="size-3.5 fill-current" />
      {t("answeredAt", { time })}
    </a>
  );
}
