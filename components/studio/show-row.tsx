import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { isOver } from "#lib/live/contract.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { Thumb } from "./thumb.tsx";

/** One line of the call sheet; the whole line leads to the desk. */
export function ShowRow({ show }: { show: ShowCard }) {
  const t = useTranslations("studio.shows");
  const format = useFormatter();
  const isPast = isOver(show.status);
  const figures = [
    { label: t("peak"), counts: t("peakCounts"), value: show.peakViewers },
    { label: t("likes"), counts: t("likesCounts"), value: show.likes },
    { label: t("units"), counts: t("unitsCounts"), value: show.units },
  ];
  return (
    <li className="relative grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 border-rule border-b py-4 hover:bg-raised md:grid-cols-[auto_1fr_auto]">
      <Thumb src={show.poster} name={show.title} className="size-14" />
      <div className="grid min-w-0 gap-0.5">
        <span className="flex flex-wrap items-center gap-2 text-sm text-soft">
          {(show.status === "DRAFT" || show.status === "CANCELLED") && <StateBadge state={`show.${show.status}`} />}
          <LocalTime iso={isPast ? (show.wentLiveAt ?? show.startsAt) : show.startsAt} />
        </span>
        <h3 className="truncate font-medium text-lg">
          <Link href={`/studio/shows/${show.id}`} className="after:absolute after:inset-0">
            {show.title}
          </Link>
        </h3>
      </div>
      {isPast ? (
        <dl className="figures flex gap-6 max-md:col-span-2">
          {figures.map(({ label, counts, value }) => (
            <div key={label} title={counts} className="relative grid md:justify-items-end">
              <dt className="slug text-soft">{label}</dt>
              <dd className="font-medium">{format.number(value)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <span className="text-sm text-soft max-md:hidden">{t("openDesk")} →</span>
      )}
    </li>
  );
}
