import { ExternalLink, Keyboard } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import { ShowLife } from "../life/show-life.tsx";
import { AirClock } from "./air-clock.tsx";
import { EditShow } from "./edit-show.tsx";
import type { Desk } from "./use-desk.ts";

type DeskHeadProps = { desk: Desk; renderedAt: number; onKeys: () => void };

/** The strip one glances at while talking: on air since when, how many watch, how many units are where. */
export function DeskHead({ desk, renderedAt, onKeys }: DeskHeadProps) {
  const t = useTranslations("studio.desk");
  const { live, view, connection } = desk;
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 border-rule border-b px-4 py-4 lg:px-5 xl:grid-cols-[minmax(0,1fr)_auto] xl:items-end">
      <div className="grid min-w-0 grid-cols-1 gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <StateBadge state={`show.${live.status}`} />
          {connection !== "live" && (
            <Badge tone="warn">
              <span role="status">{t("reconnecting")}</span>
            </Badge>
          )}
        </div>
        <div className="flex items-center gap-1">
          <h1 title={view.title} className="headline line-clamp-2 text-xl xl:line-clamp-1">
            {view.title}
          </h1>
          <a
            href={`/shows/${view.slug}`}
            target="_blank"
            rel="noreferrer"
            title={t("room")}
            aria-label={t("room")}
            className="inline-flex size-8 shrink-0 items-center justify-center rounded-full hover:bg-sunk"
          >
            <ExternalLink aria-hidden className="size-4" />
          </a>
          <EditShow show={view} onSaved={desk.refresh} />
          <ShowLife show={view} status={live.status} onDone={desk.refresh} />
          <IconButton small label={t("keys")} onClick={onKeys} className="max-md:hidden">
            <Keyboard aria-hidden />
          </IconButton>
        </div>
      </div>
      <div className="grid grid-cols-3 gap-x-6 gap-y-4 sm:flex sm:gap-x-8">
        <AirClock show={view} status={live.status} renderedAt={renderedAt} />
        <DeskFigures desk={desk} />
      </div>
    </header>
  );
}

function DeskFigures({ desk: { live, sales } }: { desk: Desk }) {
  const t = useTranslations("studio.desk");
  const format = useFormatter();
  const here = (state: "held" | "sold") => [...sales.values()].reduce((sum, each) => sum + each[state], 0);
  const inAll = (state: "available" | "held" | "sold") => live.stock.reduce((sum, line) => sum + line[state], 0);
  const figures = [
    { name: "viewers", value: live.viewers, tone: "text-ink" },
    { name: "likes", value: live.likes, tone: "text-ink" },
    { name: "held", value: here("held"), tone: here("held") > 0 ? "text-warn" : "text-soft", whole: inAll("held") },
    { name: "sold", value: here("sold"), tone: here("sold") > 0 ? "text-ok" : "text-soft", whole: inAll("sold") },
    { name: "left", value: inAll("available"), tone: "text-ink" },
  ] as const;
  return (
    <dl className="contents">
      {figures.map(({ name, value, tone, ...more }) => (
        <div
          key={name}
          title={t(`${name}Counts`)}
          data-figure={name}
          className="grid shrink-0 content-start gap-1 self-start"
        >
          <dt className="slug text-soft">{t(name)}</dt>
          <dd className={`numeral text-2xl 2xl:text-3xl ${tone}`}>
            <NumberTicker value={value} format={(number) => format.number(number, compact(number))} />
          </dd>
          {"whole" in more && more.whole !== value && (
            <dd title={t("inAllCounts")} className="figures text-soft text-xs">
              {t("inAll", { count: format.number(more.whole, compact(more.whole)) })}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function compact(number: number) {
  return number < 100_000 ? {} : ({ notation: "compact", maximumFractionDigits: 1 } as const);
}
