"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import { clockText } from "./clock-text.ts";

/** A moment worth finding again, on the stream clock. */
export type Mark = { atMs: number; label: string };

type ScrubBarProps = {
  marks: Mark[];
  clock: RefObject<() => number | null>;
  startedMs: number;
  /** Of a replay; a live show ends now. */
  endedMs?: number;
  onSeek: (streamMs: number) => void;
};

const lookEveryMs = 500;
const maxMs = 4 * 3_600_000;
const shortestMs = 1000;

/** The show from its beginning to now: where one is, what was shown when, and a way to get there. */
export function ScrubBar({ marks, clock, startedMs, endedMs, onSeek }: ScrubBarProps) {
  const t = useTranslations("room.player");
  const format = useFormatter();
  const { at, now } = useMoment({ clock, startedMs, endedMs });
  const [draft, setDraft] = useState<number | null>(null);
  const from = Math.max(startedMs, now - maxMs);
  const to = Math.max(from + shortestMs, now);
  const value = Math.min(to, Math.max(from, draft ?? at));
  const place = (moment: number) => `${((Math.min(to, Math.max(from, moment)) - from) / (to - from)) * 100}%`;
  const timeOfDay = format.dateTime(value, { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: zone() });
  const words = endedMs
    ? t("momentOf", { time: clockText((value - from) / 1000), whole: clockText((to - from) / 1000) })
    : t("moment", { time: timeOfDay, ago: clockText((to - value) / 1000) });

  function commit() {
    if (draft === null) return;
    onSeek(draft);
    setDraft(null);
  }

  return (
    <div className="group/scrub relative mx-3 h-7">
      <div aria-hidden className="absolute inset-x-0 top-3 h-1 rounded-full bg-on-video/30 group-hover/scrub:h-1.5">
        <div className="h-full rounded-full bg-signal" style={{ width: place(value) }} />
        {marks
          .filter(({ atMs }) => atMs >= from && atMs <= to)
          .map(({ atMs, label }) => (
            <span
              key={`${atMs} ${label}`}
              title={label}
              className="absolute inset-y-0 w-1 -translate-x-1/2 rounded-full bg-on-video"
              style={{ left: place(atMs) }}
            />
          ))}
        <span
          className="absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-on-video"
          style={{ left: place(value) }}
        />
      </div>
      {draft !== null && (
        <output
          className="figures pointer-events-none absolute bottom-full mb-1 -translate-x-1/2 whitespace-nowrap rounded-xs bg-video-shade px-2 py-1 text-on-video text-xs"
          style={{ left: `clamp(3rem, ${place(value)}, calc(100% - 3rem))` }}
        >
          {markAt(marks, value)?.label ?? (endedMs ? clockText((value - from) / 1000) : timeOfDay)}
        </output>
      )}
      <input
        type="range"
        data-testid="scrub"
        aria-label={t("scrub")}
        aria-valuetext={words}
        min={from}
        max={to}
        step={1000}
        value={value}
        onChange={({ target }) => setDraft(Number(target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
        className="absolute inset-x-0 -inset-y-2 h-11 w-full cursor-pointer opacity-0"
      />
    </div>
  );
}

/** Which moment is on screen, and the newest there is. */
function useMoment({ clock, startedMs, endedMs }: Pick<ScrubBarProps, "clock" | "startedMs" | "endedMs">) {
  const [moment, setMoment] = useState({ at: startedMs, now: endedMs ?? startedMs });
  useEffect(() => {
    const read = () => {
      const newest = endedMs ?? serverTime();
      setMoment((before) => ({ at: clock.current() ?? (endedMs ? before.at : newest), now: newest }));
    };
    read();
    const timer = setInterval(read, lookEveryMs);
    return () => clearInterval(timer);
  }, [clock, endedMs]);
  return moment;
}

function markAt(marks: Mark[], moment: number): Mark | undefined {
  return marks.findLast(({ atMs }) => atMs <= moment);
}

function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
