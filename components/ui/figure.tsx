import { clsx } from "clsx";
import type { ReactNode } from "react";

type FigureProps = {
  label: ReactNode;
  /** What exactly is counted; shown on hover and read with the number. */
  counts?: string;
  size?: "sm" | "md" | "lg";
  tone?: "ink" | "signal" | "ok";
  note?: ReactNode;
  children: ReactNode;
};

/** A number that matters, under the words that say what it is. */
export function Figure({ label, counts, size = "md", tone = "ink", note, children }: FigureProps) {
  return (
    <div title={counts} className="grid min-w-0 content-start gap-1.5">
      <div className="slug text-soft">{label}</div>
      <div className={clsx("numeral", sizes[size], tones[tone])}>{children}</div>
      {note && <div className="figures text-sm text-soft">{note}</div>}
      {counts && <span className="sr-only">{counts}</span>}
    </div>
  );
}

const sizes = { sm: "text-2xl", md: "text-4xl", lg: "text-5xl" };
const tones = { ink: "text-ink", signal: "text-signal-ink", ok: "text-ok" };
