"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useDelay } from "#components/media/player/use-delay.ts";
import { useNow } from "#components/ui/clock.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

const beforeMs = 60_000;
const afterMs = 15_000;
const worthSayingSeconds = 1;
const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** Around the opening of a drop, to whoever sees the show late: the shop opens by its own clock, for everybody at once. */
export function DropGrace({
  drops,
  clock,
  renderedAt,
}: {
  drops: LiveDrop[];
  clock: RefObject<() => number | null>;
  renderedAt: number;
}) {
  const t = useTranslations("room.player");
  const format = useFormatter();
  const delay = useDelay(clock);
  const now = useNow(renderedAt);
  const isNear = drops.some(({ opensAt, pausedAt, status }) => {
    if (!opensAt || pausedAt || status === "CLOSED") return false;
    const ahead = Date.parse(opensAt) - now;
    return ahead < beforeMs && ahead > -afterMs;
  });
  if (!isNear || delay === null || delay < worthSayingSeconds) return null;
  return (
    <p data-testid="drop-grace" className="border-rule border-b bg-raised px-4 py-2 text-sm text-soft">
      {t("dropGrace", { seconds: format.number(delay, oneDecimal) })}
    </p>
  );
}
