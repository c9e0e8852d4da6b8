"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Tooltip } from "#components/ui/tooltip.tsx";

type CountedProps = {
  label: string;
  /** What exactly is counted. */
  counts: string;
  size?: "sm" | "md" | "lg" | "xl";
  tone?: "ink" | "ok" | "warn" | "soft";
  note?: ReactNode;
  testId?: string;
  children: ReactNode;
};

/** A figure of the board; its label says on hover and on focus what it counts. */
export function Counted({ label, counts, size = "md", tone = "ink", note, testId, children }: CountedProps) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <Tooltip text={counts}>
        <button
          type="button"
          className="slug w-fit cursor-help whitespace-nowrap text-left text-soft decoration-edge decoration-dotted underline-offset-4 hover:underline"
        >
          {label}
        </button>
      </Tooltip>
      <div data-testid={testId} className={clsx("numeral", sizes[size], tones[tone])}>
        {children}
      </div>
      {note && <div className="figures text-sm text-soft">{note}</div>}
    </div>
  );
}

const sizes = { sm: "text-xl", md: "text-2xl", lg: "text-3xl", xl: "text-4xl" };
const tones = { ink: "text-ink", ok: "text-ok", warn: "text-warn", soft: "text-soft" };
