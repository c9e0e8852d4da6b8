"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { useNow } from "./clock.ts";

type CountdownProps = {
  /** ISO time it counts to. */
  to: string;
  /** Epoch ms at which the server rendered, the same value on both sides. */
  renderedAt: number;
  size?: "sm" | "lg";
  /** Instead of zeroes once the time has come. */
  done?: ReactNode;
  onDone?: () => void;
};

export function Countdown({ to, renderedAt, size = "sm", done, onDone }: CountdownProps) {
  const t = useTranslations();
  const left = Math.max(0, Math.ceil((Date.parse(to) - useNow(renderedAt)) / 1000));
  const isDone = left === 0;

  useEffect(() => {
    if (isDone) onDone?.();
  }, [isDone, onDone]);

  if (isDone) return done ?? <span>{t("common.started")}</span>;
  const parts = splitSeconds(left, size).map((part) => ({ ...part, letter: t(`units.${part.unit}Letter`) }));
  return (
    <time dateTime={to} role="timer" className={clsx("inline-flex", size === "lg" ? "gap-5 md:gap-8" : "gap-1.5")}>
      {parts.map(({ unit, digits, letter }) =>
        size === "lg" ? (
          <span key={unit} className="grid justify-items-start gap-2">
            <span className="numeral text-5xl">{digits}</span>
            <span className="slug text-soft">{letter}</span>
          </span>
        ) : (
          <span key={unit} className="figures">
            {digits}
            <span className="text-soft">{letter}</span>
          </span>
        ),
      )}
    </time>
  );
}

function splitSeconds(total: number, size: "sm" | "lg") {
  const days = Math.floor(total / 86_400);
  const clock = [
    { unit: "hour" as const, digits: twoDigits(Math.floor(total / 3600) % 24) },
    { unit: "minute" as const, digits: twoDigits(Math.floor(total / 60) % 60) },
    { unit: "second" as const, digits: twoDigits(total % 60) },
  ];
  if (days > 0) return [{ unit: "day" as const, digits: String(days) }, ...clock];
  return size === "sm" && total < 3600 ? clock.slice(1) : clock;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
