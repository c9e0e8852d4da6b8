"use client";

import { type MouseEvent, type ReactNode, useSyncExternalStore } from "react";
import { useHold } from "./use-hold.ts";

type HoldButtonProps = {
  label: string;
  describedBy?: string;
  /** The picture in the middle. */
  children: ReactNode;
  busy: boolean;
  onHold: () => void;
  onLetGo: () => void;
  onDone: () => void;
  /** A screen reader or switch pressed it: it cannot hold, so ask in words instead. */
  onPressed: () => void;
};

const holdMs = 2000;
const radius = 55;
const around = 2 * Math.PI * radius;

/** For the one act that must not happen by accident: held for two seconds while a ring closes. */
export function HoldButton(props: HoldButtonProps) {
  const { label, describedBy, children, busy, onHold, onLetGo, onDone, onPressed } = props;
  const { progress, isHeld, binding } = useHold({ ms: holdMs, onHold, onDone, onLetGo });
  const isCalm = useReducedMotion();
  const shown = busy ? 1 : isCalm ? Math.floor(progress * 4) / 4 : progress;

  // A press by mouse or finger counts its clicks; one that was never held by key or pointer comes from a machine's hand.
  const press = (event: MouseEvent) => {
    if (event.detail === 0) onPressed();
  };

  return (
    <button
      type="button"
      aria-label={label}
      aria-describedby={describedBy}
      aria-busy={busy || undefined}
      disabled={busy}
      data-held={isHeld || undefined}
      {...binding}
      onClick={press}
      onContextMenu={(event) => event.preventDefault()}
      className="relative m-4 grid size-32 touch-none select-none place-items-center rounded-full bg-ink text-paper transition-transform [-webkit-touch-callout:none] data-held:scale-96"
    >
      <svg viewBox="0 0 120 120" aria-hidden className="absolute -inset-4 size-40 -rotate-90">
        <circle cx="60" cy="60" r={radius} fill="none" strokeWidth="4" className="stroke-rule" />
        <circle
          cx="60"
          cy="60"
          r={radius}
          fill="none"
          strokeWidth="8"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - shown)}
          data-testid="hold-ring"
          data-progress={shown.toFixed(2)}
          className="stroke-signal"
        />
      </svg>
      {children}
    </button>
  );
}

function useReducedMotion(): boolean {
  return useSyncExternalStore(
    watchMotion,
    () => matchMedia(calm).matches,
    () => false,
  );
}

const calm = "(prefers-reduced-motion: reduce)";

function watchMotion(listener: () => void): () => void {
  const query = matchMedia(calm);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
