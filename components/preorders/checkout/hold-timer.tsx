"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import { Countdown } from "#components/ui/countdown.tsx";

type HoldTimerProps = {
  until: string;
  quantity: number;
  /** Epoch ms of the server's render; only where the server renders it. */
  renderedAt?: number;
  onDone: () => void;
};

/** How long the held units wait for their deposit. */
export function HoldTimer({ until, quantity, renderedAt, onDone }: HoldTimerProps) {
  const t = useTranslations("preorders.pay");
  const [mountedAt] = useState(() => renderedAt ?? serverTime());
  return (
    <div className="grid gap-1 border-signal border-l-2 pl-4">
      <span className="slug text-soft">{t("hold")}</span>
      <span className="numeral text-3xl">
        <Countdown to={until} renderedAt={mountedAt} onDone={onDone} />
      </span>
      <p className="mt-1 text-sm text-soft">{t("holdExplained", { quantity })}</p>
    </div>
  );
}
