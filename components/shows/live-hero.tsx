import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CardBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { OnAirClock } from "#components/room/on-air-clock.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { ShowPoster } from "./show-poster.tsx";
import { titleSize } from "./title-size.ts";

/** A show that is on air now: the largest thing on the page, and one press away. */
export function LiveHero({ show, renderedAt }: { show: ShowCard; renderedAt: number }) {
  const t = useTranslations("home");
  return (
    <article className="grid items-stretch bg-video text-on-video lg:mt-10 lg:grid-cols-[minmax(0,1.6fr)_minmax(20rem,1fr)] lg:overflow-hidden lg:rounded-lg">
      <Link
        href={`/shows/${show.slug}`}
        tabIndex={-1}
        aria-hidden
        className="relative block after:absolute after:inset-0 after:bg-linear-to-t after:from-video after:to-40% after:to-transparent lg:after:hidden"
      >
        <ShowPoster show={show} eager className="aspect-4/3 w-full sm:aspect-video lg:h-full lg:min-h-120" />
      </Link>
      <div className="grid content-end gap-5 px-5 pb-8 max-lg:-mt-16 max-lg:z-10 lg:p-10">
        <span className="justify-self-start">
          <OnAirClock since={show.wentLiveAt ?? show.startsAt} renderedAt={renderedAt} />
        </span>
        <div className="grid gap-3">
          <h2 lang={langOf(show.foreign, "title")} className={clsx("headline", titleSize(show.title))}>
            {show.title}
          </h2>
          <CardBadge foreign={show.foreign} />
          <p className="text-on-video-soft">{t("hostedBy", { name: show.host.name })}</p>
          {show.summary && (
            <p lang={langOf(show.foreign, "summary")} className="line-clamp-3 max-w-prose text-on-video-soft">
              {show.summary}
            </p>
          )}
        </div>
        <p className="figures flex flex-wrap gap-x-5 text-on-video-soft text-sm">
          <span title={t("unitsExplained")}>{t("units", { count: show.units })}</span>
          <span>{t("likes", { count: show.likes })}</span>
        </p>
        <Link href={`/shows/${show.slug}`} className={buttonClass({ look: "signal", size: "lg" })}>
          {t("watch")}
        </Link>
      </div>
    </article>
  );
}
