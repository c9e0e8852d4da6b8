"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import type { QuestionCue } from "#lib/live/contract.ts";
import { askedAt } from "#lib/live/cues.ts";

const lookEveryMs = 50;

type AskedCardProps = { cues: QuestionCue[]; clock: RefObject<() => number | null> };

/** The question that is on air at the moment on screen, in the lower third of the picture. */
export function AskedCard({ cues, clock }: AskedCardProps) {
  const t = useTranslations("questions");
  const [shown, setShown] = useState(() => askedAt(cues, null));

  useEffect(() => {
    const look = () => setShown(askedAt(cues, clock.current()));
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [cues, clock]);

  if (!shown) return null;
  return (
    <figure
      key={shown.id}
      data-testid="asked"
      className="max-w-full animate-pop-in border-signal border-l-4 bg-video-shade py-2 pr-4 pl-3 text-on-video"
    >
      <figcaption className="flex min-w-0 items-baseline gap-2 text-on-video-soft text-xs">
        <span className="font-medium">{t("onAir")}</span>
        {shown.name && <span className="truncate">{t("from", { name: shown.name })}</span>}
      </figcaption>
      <blockquote className="wrap-anywhere line-clamp-3 text-balance font-semibold leading-5 wide:text-lg wide:leading-6">
        {shown.body}
      </blockquote>
    </figure>
  );
}
