import { useTranslations } from "next-intl";
import { CardBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { ShowPoster } from "./show-poster.tsx";

/** One line of the call sheet: when, what, with whom. The whole line leads there. */
export function NextRow({ show, renderedAt }: { show: ShowCard; renderedAt: number }) {
  const t = useTranslations("home");
  return (
    <li className="group relative grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-4 border-rule border-b py-5 md:grid-cols-[10rem_minmax(0,1fr)_15rem] md:gap-8">
      <ShowPoster show={show} className="aspect-square w-full rounded-sm md:aspect-video" />
      <div className="grid gap-1">
        <h3 lang={langOf(show.foreign, "title")} className="headline text-xl md:text-2xl">
          <PageLink
            href={`/shows/${show.slug}`}
            className="underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {show.title}
          </PageLink>
        </h3>
        <CardBadge foreign={show.foreign} />
        <p className="text-sm text-soft">{t("hostedBy", { name: show.host.name })}</p>
        {show.summary && (
          <p lang={langOf(show.foreign, "summary")} className="line-clamp-2 text-soft max-md:hidden">
            {show.summary}
          </p>
        )}
      </div>
      <div className="grid gap-1 max-md:col-span-2 md:justify-items-end md:text-right">
        <span className="slug text-soft">{t("startsIn")}</span>
        <span className="font-medium text-xl">
          <Countdown to={show.startsAt} renderedAt={renderedAt} done={t("startsSoon")} />
        </span>
        <span className="text-sm text-soft">
          <LocalTime iso={show.startsAt} />
        </span>
      </div>
    </li>
  );
}
