import type { RundownView, SegmentView } from "#lib/rundown/schema.ts";

export type RunStanding = {
  /** From 0; -1 before the first. */
  index: number;
  current: SegmentView | null;
  next: SegmentView | null;
  /** Seconds in the current segment, and what it has left; negative is over. */
  elapsed: number;
  left: number;
  /** Seconds by which the show is behind its plan; negative is ahead. */
  behind: number;
  /** Seconds of the whole plan. */
  planned: number;
};

/** How a show stands against its plan at a moment. */
export function judgeRun(run: RundownView, { now, liveAt }: { now: number; liveAt: number | null }): RunStanding {
  const { segments } = run;
  const index = segments.findIndex(({ id }) => id === run.segmentId);
  const current = segments[index] ?? null;
  const elapsed = current && run.since ? Math.max(0, Math.floor((now - Date.parse(run.since)) / 1000)) : 0;
  const before = sum(segments.slice(0, Math.max(0, index)));
  const passed = before + Math.min(elapsed, current?.seconds ?? 0);
  const onAir = liveAt === null ? 0 : Math.max(0, Math.floor((now - liveAt) / 1000));
  return {
    ...{ index, current, elapsed },
    next: segments[index + 1] ?? null,
    left: (current?.seconds ?? 0) - elapsed,
    behind: current ? onAir - passed : 0,
    planned: sum(segments),
  };
}

function sum(segments: readonly SegmentView[]): number {
  return segments.reduce((total, { seconds }) => total + seconds, 0);
}

/** `1:05:09` or `4:00`. */
export function runTime(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
