import { useTranslations } from "next-intl";
import { useNow } from "#components/ui/clock.ts";
import { Countdown } from "#components/ui/countdown.tsx";
import type { ShowStatus } from "#lib/live/contract.ts";
import type { ShowCard } from "#lib/shows/schema.ts";

const numeral = "numeral whitespace-nowrap text-xl min-[390px]:text-2xl 2xl:text-3xl";

type AirClockProps = { show: ShowCard; status: ShowStatus; renderedAt: number };

/** Time to air, time on air, or how long it was. */
export function AirClock({ show, status, renderedAt }: AirClockProps) {
  const t = useTranslations("studio.desk");
  const now = useNow(renderedAt);
  if (status === "CANCELLED") return null;
  if (status === "SCHEDULED" || status === "DRAFT") {
    return (
      <div className="grid content-start gap-1 self-start" title={t("toAirCounts")}>
        <span className="slug text-soft">{t("toAir")}</span>
        <span className={numeral}>
          <Countdown to={show.startsAt} renderedAt={renderedAt} done={t("due")} />
        </span>
      </div>
    );
  }
  const from = show.wentLiveAt === null ? now : Date.parse(show.wentLiveAt);
  const to = show.endedAt === null ? now : Date.parse(show.endedAt);
  return (
    <div className="grid content-start gap-1 self-start" title={t("onAirForCounts")}>
      <span className="slug text-soft">{status === "LIVE" ? t("onAirFor") : t("wasOnAirFor")}</span>
      <span role="timer" className={status === "LIVE" ? `${numeral} text-signal-ink` : numeral}>
        {clockText(Math.max(0, to - from))}
      </span>
    </div>
  );
}

function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
