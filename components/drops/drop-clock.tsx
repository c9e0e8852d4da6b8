import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useNow } from "#components/ui/clock.ts";
import type { DropLine } from "#lib/live/contract.ts";

type DropClockProps = { drop: DropLine; renderedAt: number; className?: string };

/** Time to the opening, or to the end of an open drop, by the server's clock; in words where no clock runs. */
export function DropClock({ drop, renderedAt, className }: DropClockProps) {
  const t = useTranslations("drops");
  const { label, seconds } = clockOf(drop, useNow(renderedAt));
  return (
    <div data-testid="drop-clock" className={clsx("grid gap-0.5", className)}>
      <span className="slug truncate text-soft">{t(label)}</span>
      {seconds !== null && (
        <span
          role="timer"
          className={clsx("numeral text-2xl", label === "opensIn" && seconds <= lastSeconds && "text-signal-ink")}
        >
          {clockText(seconds)}
        </span>
      )}
    </div>
  );
}

const lastSeconds = 10;

type Clock = {
  label: "opensWhen" | "opensIn" | "opening" | "closesIn" | "closing" | "paused" | "over";
  /** Seconds on the clock; null when there is none. */
  seconds: number | null;
};

export function clockOf({ status, opensAt, closesAt, pausedAt }: DropLine, now: number): Clock {
  if (status === "CLOSED" || status === "PREPARED") return { label: "over", seconds: null };
  const end = status === "ARMED" ? opensAt : closesAt;
  const from = pausedAt ? Date.parse(pausedAt) : now;
  const seconds = end === null ? null : Math.max(0, Math.ceil((Date.parse(end) - from) / 1000));
  if (pausedAt) return { label: "paused", seconds };
  if (seconds === null) return { label: "opensWhen", seconds };
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
