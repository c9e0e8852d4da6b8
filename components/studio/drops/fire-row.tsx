"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { Button } from "#components/ui/button.tsx";
import { serverTime } from "#components/ui/clock.ts";
import { Input } from "#components/ui/input.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";
import type { Drops } from "./use-drops.ts";
import { type Lead, leads } from "./use-lead.ts";

type FireRowProps = { drop: LiveDrop; drops: Drops; lead: Lead; onLead: (lead: Lead) => void };

/** Opens an armed drop: after a countdown, or at a time of day. Until it is open it may be set anew. */
export function FireRow({ drop, drops, lead, onLead }: FireRowProps) {
  const t = useTranslations("dropDesk.fire");
  const [isTiming, setTiming] = useState(false);
  const isSet = drop.opensAt !== null;

  const fire = (seconds: Lead) => {
    onLead(seconds);
    void drops.fire(drop, { inSeconds: seconds });
  };
  const fireAt = (event: FormEvent<HTMLFormElement>) => {
    const typed = new FormData(event.currentTarget).get("at");
    const at = typeof typed === "string" ? nextMoment(typed, serverTime()) : null;
    if (!at) return;
    setTiming(false);
    void drops.fire(drop, { at: at.toISOString() });
  };

  return (
    <div className="grid gap-2">
      <fieldset aria-label={t(isSet ? "again" : "open")} className="flex flex-wrap items-center gap-1.5">
        <span aria-hidden className="mr-1 text-sm text-soft">
          {t(isSet ? "again" : "open")}
        </span>
        {leads.map((seconds) => (
          <Button
            key={seconds}
            size="sm"
            look={seconds === lead && !isSet ? "signal" : "line"}
            disabled={drops.busy}
            onClick={() => fire(seconds)}
            className="min-h-11 min-w-14"
          >
            {seconds === 0
              ? t("now")
              : seconds < 60
                ? t("seconds", { count: seconds })
                : t("minutes", { count: seconds / 60 })}
            {seconds === lead && <KeyHint onButton>F</KeyHint>}
          </Button>
        ))}
        <Button
          size="sm"
          look="plain"
          aria-expanded={isTiming}
          onClick={() => setTiming(!isTiming)}
          className="min-h-11"
        >
          {t("atTime")}
        </Button>
      </fieldset>
      {isTiming && (
        <Form onSubmit={fireAt} className="flex flex-wrap items-center gap-2">
          <Input
            name="at"
            type="time"
            step={1}
            required
            aria-label={t("timeOfDay")}
            defaultValue={timeOfDay(serverTime() + 300_000)}
            className="w-44"
          />
          <Button type="submit" look="signal" disabled={drops.busy}>
            {t("openAt")}
          </Button>
        </Form>
      )}
    </div>
  );
}

/** The next moment at which this device's clock shows that time of day. */
function nextMoment(text: string, now: number): Date | null {
  const [hours, minutes, seconds = 0] = text.split(":").map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes + seconds)) return null;
  const moment = new Date(now);
  moment.setHours(hours, minutes, seconds, 0);
  if (moment.getTime() <= now) moment.setDate(moment.getDate() + 1);
  return moment;
}

/** As a time field wants it, on the full minute. */
function timeOfDay(moment: number): string {
  const date = new Date(moment);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:00`;
}
