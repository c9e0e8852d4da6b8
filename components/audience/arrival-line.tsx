"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Arrivals } from "#lib/live/contract.ts";

const shownForMs = 8000;

/** At the end of the talk, for some seconds: who came in and lets the room say so. */
export function ArrivalLine({ arrivals }: { arrivals: Arrivals | undefined }) {
  const t = useTranslations("room.chat");
  const [gone, setGone] = useState<string | null>(null);
  const id = arrivals?.id;
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(() => setGone(id), shownForMs);
    return () => clearTimeout(timer);
  }, [id]);
  if (!arrivals || gone === arrivals.id) return null;
  const { name, badge, more } = arrivals;
  return (
    <p data-testid="arrivals" className="wrap-anywhere mt-2 w-fit rounded-full bg-sunk px-3 py-1 text-sm text-soft">
      {t(`arrived.${badge}`, { name, count: more })}
    </p>
  );
}
