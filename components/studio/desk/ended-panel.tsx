import { useFormatter, useTranslations } from "next-intl";
import { QuestionFigures } from "#components/questions/desk/question-figures.tsx";
import { RecordingFiles } from "#components/recordings/recording-files.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { UndoEnd } from "./undo-end.tsx";
import type { Desk } from "./use-desk.ts";

type EndedPanelProps = { desk: Desk; renderedAt: number; onUndone: () => void; onOrders: () => void };

/** In place of the picture once a show is over: the way back while there is one, what it came to, and what can be done now. */
export function EndedPanel({ desk, renderedAt, onUndone, onOrders }: EndedPanelProps) {
  const t = useTranslations("studio");
  const format = useFormatter();
  const { view: show } = desk;
  const figures = [
    { label: t("shows.peak"), counts: t("shows.peakCounts"), value: show.peakViewers },
    { label: t("shows.likes"), counts: t("shows.likesCounts"), value: show.likes },
    { label: t("shows.units"), counts: t("shows.unitsCounts"), value: show.units },
  ];
  return (
    <section aria-labelledby="ended-heading" className="grid content-start gap-6 p-4 lg:p-5">
      <div className="grid gap-1.5">
        <span className="text-sm text-soft">
          <LocalTime iso={show.wentLiveAt ?? show.startsAt} />
        </span>
        <h2 id="ended-heading" className="headline text-2xl">
          {t(desk.live.status === "CANCELLED" ? "life.standing.cancelledHeading" : "air.ended")}
        </h2>
        <p className="text-soft">{t(desk.live.status === "CANCELLED" ? "life.standing.cancelled" : "air.endedLead")}</p>
      </div>
      {show.endedAt && <UndoEnd desk={desk} endedAt={show.endedAt} renderedAt={renderedAt} onUndone={onUndone} />}
      <dl className="grid grid-cols-3 gap-4 border-rule border-t pt-4">
        {figures.map(({ label, counts, value }) => (
          <div key={label} title={counts} className="grid gap-1">
            <dt className="slug text-soft">{label}</dt>
            <dd className="numeral text-2xl">{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <RecordingFiles showId={show.id} />
      <QuestionFigures showId={show.id} version={desk.live.questions.version} />
      <div className="flex flex-wrap gap-2">
        <a href={`/shows/${show.slug}`} target="_blank" rel="noreferrer" className={buttonClass({ look: "line" })}>
          {t(desk.live.status === "CANCELLED" ? "desk.room" : "air.watchReplay")}
        </a>
        <Button look="line" onClick={onOrders} className="xl:hidden">
          {t("air.seeOrders")}
        </Button>
      </div>
    </section>
  );
}
