import { useTranslations } from "next-intl";
import { ForeignBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { NextRow } from "#components/shows/next-row.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowCard, ShowView } from "#lib/shows/schema.ts";
import { EndedShelf } from "./other-states.tsx";
import { ShowBanner } from "./show-banner.tsx";

type CancelledShowProps = { view: ShowView; isGuest: boolean; next: ShowCard[]; renderedAt: number };

/** In place of a show that does not take place: that it was called off, what it was to be, and what is on instead. */
export function CancelledShow({ view, isGuest, next, renderedAt }: CancelledShowProps) {
  const t = useTranslations("room");
  return (
    <>
      <ShowBanner
        view={view}
        above={<p className="slug text-on-video-soft">{t("cancelled.title")}</p>}
        below={
          <>
            {view.host.name} ·{" "}
            <s>
              <LocalTime iso={view.startsAt} />
            </s>
          </>
        }
      />
      <div className="page-column grid gap-12 py-10">
        <p role="note" className="max-w-prose border-signal border-l-4 bg-raised px-4 py-3">
          {t("cancelled.body")}
        </p>
        {view.summary && (
          <p lang={langOf(view.foreign, "summary")} className="max-w-prose text-lg">
            {view.summary}
          </p>
        )}
        <ForeignBadge foreign={view.foreign} />
        {view.products.length > 0 && (
          <section aria-labelledby="sold" className="grid max-w-3xl gap-4">
            <h2 id="sold" className="headline text-2xl">
              {t("cancelled.products")}
            </h2>
            <EndedShelf products={view.products} isGuest={isGuest} />
          </section>
        )}
        {next.length > 0 && (
          <section aria-labelledby="next" className="grid gap-2">
            <h2 id="next" className="headline text-2xl">
              {t("ended.next")}
            </h2>
            <ol className="border-ink border-t">
              {next.map((show) => (
                <NextRow key={show.id} show={show} renderedAt={renderedAt} />
              ))}
            </ol>
          </section>
        )}
      </div>
    </>
  );
}
