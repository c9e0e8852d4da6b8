import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useNow } from "#components/ui/clock.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

type DropClockProps = { drop: LiveDrop; renderedAt: number; className?: string };

/** Time to the opening, or to the end of an open drop, by the server's clock; in a word where no clock runs. */
export function DropClock({ drop, renderedAt, className }: DropClockProps) {
  const t = useTranslations("drops.clock");
  const { label, seconds } = clockOf(drop, useNow(renderedAt));
  const isLast = label === "opensIn" && seconds !== null && seconds <= lastSeconds;
  return (
    <div data-testid="drop-clock" className={clsx("grid content-start gap-1", className)}>
      <span className="slug text-soft">{t(label)}</span>
      {seconds === null ? (
        <span className="font-semibold text-lg leading-6">{t(`${label}Word`)}</span>
      ) : (
        <span role="timer" className={clsx("numeral text-2xl", isLast && "text-signal-ink")}>
          {clockText(seconds)}
        </span>
      )}
    </div>
  );
}

const lastSeconds = 10;

type Clock =
  | { label: "opens" | "opening" | "closing" | "over"; seconds: null }
  | { label: "opensIn" | "closesIn" | "paused"; seconds: number }
  | { label: "paused"; seconds: null };

export function clockOf({ status, opensAt, closesAt, pausedAt }: LiveDrop, now: number): Clock {
  if (status === "CLOSED" || status === "PREPARED") return { label: "over", seconds: null };
  const end = status === "ARMED" ? opensAt : closesAt;
  if (end === null) return { label: pausedAt ? "paused" : "opens", seconds: null };
  const from = pausedAt ? Date.parse(pausedAt) : now;
  const seconds = Math.max(0, Math.ceil((Date.parse(end) - from) / 1000));
  if (pausedAt) return { label: "paused", seconds };
  if (status === "ARMED") return seconds > 0 ? { label: "opensIn", seconds } : { label: "opening", seconds: null };
  return seconds > 0 ? { label: "closesIn", seconds } : { label: "closing", seconds: null };
}

/** 4:09, or 1:04:09 from an hour on. */
export function clockText(total: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}
