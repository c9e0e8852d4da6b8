import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CardBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowCard } from "#lib/shows/schema.ts";
import { ShowPoster } from "./show-poster.tsx";
import { titleSize } from "./title-size.ts";

/** The next show, in the place of honour while nothing is on air. */
export function NextHero({ show, renderedAt }: { show: ShowCard; renderedAt: number }) {
  const t = useTranslations("home");
  return (
    <article className="grid gap-8 lg:mt-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)] lg:items-center lg:gap-14">
      <ShowPoster show={show} eager className="aspect-video w-full lg:order-last lg:rounded-lg" />
      <div className="grid justify-items-start gap-6 px-5 lg:px-0">
        <p className="slug text-soft">{t("startsIn")}</p>
        <Countdown to={show.startsAt} renderedAt={renderedAt} size="lg" done={<Soon />} />
        <div className="grid gap-2">
          <h2 lang={langOf(show.foreign, "title")} className={clsx("headline", titleSize(show.title))}>
            {show.title}
          </h2>
          <CardBadge foreign={show.foreign} />
          <p className="text-soft">
            {t("hostedBy", { name: show.host.name })} · <LocalTime iso={show.startsAt} />
          </p>
          {show.summary && (
            <p lang={langOf(show.foreign, "summary")} className="max-w-prose text-soft">
              {show.summary}
            </p>
          )}
        </div>
        <Link href={`/shows/${show.slug}`} className={buttonClass({ size: "lg" })}>
          {t("notify")}
        </Link>
      </div>
    </article>
  );
}

function Soon() {
  const t = useTranslations("home");
  return <span className="numeral text-4xl">{t("startsSoon")}</span>;
}
