import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import type { AirStatus } from "#components/media/broadcast/air-messages.ts";
import { TallyDot } from "#components/ui/badge.tsx";
import type { VideoView } from "#lib/recordings/schema.ts";
import { FailingViewers } from "./failing-viewers.tsx";
import { judgeAir } from "./judge-air.ts";

type AirHealthProps = {
  status: AirStatus | null;
  viewers: VideoView["audience"] | null;
  /** What is true of the picture before anything was sent. */
  before: "dark" | "ready" | "missing" | "elsewhere";
};

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** How the upload goes, in words: whether all is well, what is not, and what to do about it. */
export function AirHealth({ status, viewers, before }: AirHealthProps) {
  const t = useTranslations("studio.air");
  const format = useFormatter();
  const decimal = (value: number) => format.number(value, oneDecimal);
  const isLive = status?.state === "live";
  const isElsewhere = before === "elsewhere";
  const state = isElsewhere ? before : (status?.state ?? before);
  const advice = status && status.state !== "stopped" ? judgeAir(status, viewers) : [];
  return (
    <div className="grid gap-1.5">
      <p role="status" className={clsx("figures flex items-center gap-2.5 font-medium text-lg", toneOf(status))}>
        <TallyDot lit={isLive} />
        {t(`state.${state}`, { seconds: decimal(status?.secondsBehind ?? 0) })}
      </p>
      {isLive && (
        <p title={t("figuresCount")} className="figures text-sm text-soft" data-testid="air-figures">
          {t(advice.length === 0 ? "good" : "figures", {
            megabits: decimal(status.bitrate / 1_000_000),
            keyframe: decimal(status.keyframeSeconds),
            dropped: format.number(status.framesDropped),
            stalling: viewers ? format.number(viewers.stalling) : "0",
            watching: viewers ? format.number(viewers.watching) : "0",
          })}
        </p>
      )}
      {advice.length > 0 && (
        <div role="status">
          <ul className="grid gap-1">
            {advice.map(({ name, megabits, count }) => (
              <li key={name} className="text-sm text-warn">
                {t(`advice.${name}`, { megabits: decimal(megabits ?? 0), count: count ?? 0 })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {viewers && <FailingViewers failing={viewers.failing} />}
      {status?.lastError && !isElsewhere && (
        <p className="text-sm text-soft">{t(`uploadError.${knownError(status.lastError)}`)}</p>
      )}
    </div>
  );
}

function toneOf(status: AirStatus | null): string {
  if (status?.state === "live") return "text-signal-ink";
  if (status?.state === "retrying") return "text-warn";
  return status?.lastError ? "text-danger" : "text-soft";
}

const worded = [
  "network",
  "too_far_behind",
  "not_admitted",
  "show_ended",
  "late_take",
  "codec_not_supported",
  "restarted",
] as const;

function knownError(error: string): (typeof worded)[number] | "other" {
  return worded.find((known) => known === error) ?? "other";
}
