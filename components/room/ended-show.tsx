import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ForeignBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { NextRow } from "#components/shows/next-row.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import type { PinCue, Snapshot } from "#lib/live/contract.ts";
import type { ClaimView } from "#lib/questions/schema.ts";
import type { ReplayView } from "#lib/recordings/schema.ts";
import type { ShowCard, ShowView } from "#lib/shows/schema.ts";
import { boardShowOf } from "./board-show-of.ts";
import { EndedShelf, EndedWatch, ReplayStage, ShowQuestions } from "./other-states.tsx";
import { ShowBanner } from "./show-banner.tsx";
import { ShowNote } from "./show-note.tsx";

type EndedShowProps = {
  view: ShowView;
  isGuest: boolean;
  replay: ReplayView | null;
  hasTalk: boolean;
  pins: PinCue[];
  /** What was said and true. */
  claims: ClaimView[];
  /** What is on next, soonest first. */
  next: ShowCard[];
  /** The room as it stands, while the end is so fresh that things still change. */
  fresh: Snapshot | null;
  renderedAt: number;
};

/** After the show: the show again where it was recorded, what came of it, and what can still be had. */
export function EndedShow({ view, isGuest, replay, hasTalk, pins, claims, next, fresh, renderedAt }: EndedShowProps) {
  const t = useTranslations("room.ended");
  const aired = (
    <>
      {view.host.name} · {t("aired")} <LocalTime iso={view.wentLiveAt ?? view.startsAt} />
    </>
  );
  return (
    <>
      {replay ? (
        <>
          <ReplayStage {...{ view, replay, hasTalk, pins, isGuest }} />
          <header className="page-column grid gap-2 pt-8">
            <p className="slug text-soft">{t("replay")}</p>
            <h1 className="headline text-3xl">{view.title}</h1>
            <p className="text-soft">{aired}</p>
          </header>
        </>
      ) : (
        <ShowBanner view={view} above={<p className="slug text-on-video-soft">{t("title")}</p>} below={aired} />
      )}
      {fresh && <EndedWatch initial={fresh} hasReplay={replay !== null} />}
      <div className="page-column grid gap-12 py-10">
        <ShowNote view={view} />
        <div className="grid grid-cols-2 gap-8 lg:grid-cols-4">
          <Figure label={t("units")} counts={t("unitsExplained")}>
            <NumberTicker value={view.units} />
          </Figure>
          <Figure label={t("peak")} counts={t("peakExplained")}>
            <NumberTicker value={view.peakViewers} />
          </Figure>
          <Figure label={t("likes")} counts={t("likesExplained")}>
            <NumberTicker value={view.likes} />
          </Figure>
          {view.wentLiveAt && view.endedAt && (
            <Figure label={t("length")}>
              <Length from={view.wentLiveAt} to={view.endedAt} />
            </Figure>
          )}
        </div>
        {view.summary && (
          <p lang={langOf(view.foreign, "summary")} className="max-w-prose text-lg">
            {view.summary}
          </p>
        )}
        <ForeignBadge foreign={view.foreign} />
        <section aria-labelledby="sold" className="grid max-w-3xl gap-4">
          <h2 id="sold" className="headline text-2xl">
            {t("sold")}
          </h2>
          <EndedShelf products={view.products} isGuest={isGuest} />
        </section>
        <ShowQuestions
          {...{ claims, isGuest }}
          show={boardShowOf(view, fresh, replay ? Date.parse(replay.startedAt) : undefined)}
          jumps={replay !== null}
        />
        {next.length > 0 && (
          <section aria-labelledby="next" className="grid gap-2">
            <h2 id="next" className="headline text-2xl">
              {t("next")}
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

function Length({ from, to }: { from: string; to: string }): ReactNode {
  const t = useTranslations("room.ended");
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  return (
    <span className="text-3xl">{t("lengthValue", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}</span>
  );
}
