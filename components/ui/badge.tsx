import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export type Tone = "neutral" | "signal" | "ok" | "warn" | "danger";

export function Badge({ tone = "neutral", title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span
      title={title}
      className={clsx(
        "inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-xs px-2 font-medium text-xs",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

const tones = {
  neutral: "bg-sunk text-soft",
  signal: "bg-signal-wash text-signal-ink",
  ok: "bg-ok-wash text-ok",
  warn: "bg-warn-wash text-warn",
  danger: "bg-danger-wash text-danger",
} satisfies Record<Tone, string>;

/** The tally light. `children` replaces the words, for example with the time on air. */
export function OnAirBadge({ children }: { children?: ReactNode }) {
  const t = useTranslations("common");
  return (
    <span className="inline-flex h-6 items-center gap-2 whitespace-nowrap rounded-xs bg-signal px-2 text-on-signal">
      <TallyDot />
      <span className="figures font-semibold text-xs uppercase tracking-wide">{children ?? t("onAir")}</span>
    </span>
  );
}

/** The pulsing dot alone, in the current text colour; still when motion is unwanted. */
export function TallyDot({ lit = true }: { lit?: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx(
        "inline-block size-2 shrink-0 rounded-full",
        lit ? "animate-pulse-dot bg-current" : "border border-current",
      )}
    />
  );
}
