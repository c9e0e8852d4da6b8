import Link from "next/link";
import { useTranslations } from "next-intl";
import { CardBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { ShowPoster } from "./show-poster.tsx";

/** A show that is over and what came of it. */
export function PastTile({ show }: { show: ShowCard }) {
  const t = useTranslations("home");
  return (
    <li className="group relative grid content-start gap-4">
      <ShowPoster show={show} className="aspect-video w-full rounded-sm" />
      <div className="grid gap-1">
        <h3 lang={langOf(show.foreign, "title")} className="headline text-lg">
          <Link
            href={`/shows/${show.slug}`}
            className="underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {show.title}
          </Link>
        </h3>
        <CardBadge foreign={show.foreign} field="title" />
        <p className="text-sm text-soft">
          {t("hostedBy", { name: show.host.name })} · <LocalTime iso={show.endedAt ?? show.startsAt} style="day" />
        </p>
        <p className="figures text-sm text-soft">
          <span title={t("unitsExplained")}>{t("units", { count: show.units })}</span>
          {show.peakViewers > 0 && <span title={t("peakExplained")}> · {t("peak", { count: show.peakViewers })}</span>}
        </p>
      </div>
    </li>
  );
}
