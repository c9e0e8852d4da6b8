"use client";

import { PartyPopper } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { LiveMoment } from "#lib/live/contract.ts";

const shownMs = 6000;
/** Whoever comes later has missed it. */
const freshMs = 20_000;

/** What the room celebrates, one at a time, over the picture and through the finger. */
export function MomentBanner({ moments = [] }: { moments: LiveMoment[] | undefined }) {
  const t = useTranslations("room.moment");
  const format = useFormatter();
  const moment = useNextMoment(moments);
  if (!moment) return null;
  const figure = format.number(moment.threshold);
  return (
    <p
      key={moment.id}
      role="status"
      data-testid="moment"
      className="flex max-w-full animate-rise items-center gap-2 rounded-full bg-signal px-4 py-2 font-semibold text-on-signal shadow-lift"
    >
      <PartyPopper aria-hidden className="size-5 shrink-0" />
      <span dir="auto" className="min-w-0 text-balance leading-tight">
        {moment.text || t(moment.kind, { figure })}
      </span>
    </p>
  );
}

/** The oldest of those that were not shown yet, for some seconds. */
function useNextMoment(moments: LiveMoment[]): LiveMoment | undefined {
  const [shown, setShown] = useState<readonly string[]>(() => moments.filter(isPast).map(({ id }) => id));
  const next = moments.find((moment) => !shown.includes(moment.id) && !isPast(moment));
  const id = next?.id;
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => setShown((before) => [...before, id].slice(-10)), shownMs);
    return () => clearTimeout(timer);
  }, [id]);
  return next;
}

function isPast({ at }: LiveMoment): boolean {
  return serverTime() - Date.parse(at) > freshMs;
}
