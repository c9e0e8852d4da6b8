import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import type { BroadcastStatus } from "#components/media/broadcast.ts";
import { TallyDot } from "#components/ui/badge.tsx";

type UploadHealthProps = {
  status: BroadcastStatus | null;
  /** What is true of the picture before anything was sent. */
  before: "dark" | "ready" | "missing";
};

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** How the upload goes, in words first; the figures behind them come second. */
export function UploadHealth({ status, before }: UploadHealthProps) {
  const t = useTranslations("studio.air");
  const format = useFormatter();
  const seconds = format.number(status?.secondsBehind ?? 0, oneDecimal);
  const isLive = status?.state === "live";
  return (
    <div className="grid gap-1">
      <p role="status" className={clsx("figures flex items-center gap-2.5 font-medium text-lg", toneOf(status))}>
        <TallyDot lit={isLive} />
        {t(`state.${status?.state ?? before}`, { seconds })}
      </p>
      {status?.lastError && <p className="text-sm text-soft">{t(`uploadError.${knownError(status.lastError)}`)}</p>}
      {isLive && (
        <p title={t("bitrateCounts")} className="figures text-sm text-soft">
          {t("bitrate", { megabits: format.number(status.bitrate / 1_000_000, oneDecimal) })}
        </p>
      )}
    </div>
  );
}

function toneOf(status: BroadcastStatus | null): string {
  if (status?.state === "live") return "text-signal-ink";
  if (status?.state === "retrying") return "text-warn";
  return status?.lastError ? "text-danger" : "text-soft";
}

const worded = [
  "network",
  "too_far_behind",
  "no_recorder",
  "source_ended",
  "not_admitted",
  "show_ended",
  "late_take",
] as const;

function knownError(error: string): (typeof worded)[number] | "other" {
  return worded.find((known) => known === error) ?? "other";
}
