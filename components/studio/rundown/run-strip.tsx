"use client";

import { clsx } from "clsx";
import { SkipBack, SkipForward } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/clock.ts";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { RundownView } from "#lib/rundown/schema.ts";
import { judgeRun, type RunStanding, runTime } from "./judge-run.ts";
import type { Rundown } from "./use-rundown.ts";

type RunStripProps = {
  rundown: Rundown;
  run: RundownView;
  isLive: boolean;
  wentLiveAt: string | null;
  renderedAt: number;
  /** Beside the two buttons. */
  children?: ReactNode;
};

/** Where the show stands in its plan, what comes next, and the two keys that move it. */
export function RunStrip({ rundown, run, isLive, wentLiveAt, renderedAt, children }: RunStripProps) {
  const t = useTranslations("studio.rundown");
  const now = useNow(renderedAt);
  const standing = judgeRun(run, { now, liveAt: wentLiveAt === null ? null : Date.parse(wentLiveAt) });
  return (
    <section
      aria-label={t("heading")}
      data-testid="run-strip"
      data-version={run.version}
      className="flex flex-wrap items-center gap-x-6 gap-y-2 border-rule border-b px-4 py-2 lg:px-5"
    >
      <Now run={run} standing={standing} isLive={isLive} />
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
        {children}
        {isLive && (
          <>
            <Button size="sm" look="line" disabled={run.segmentId === null} onClick={rundown.back} className="min-h-11">
              <SkipBack aria-hidden className="size-4" />
              {t("back")}
              <Key>B</Key>
            </Button>
            <Button
              size="sm"
              disabled={standing.next === null}
              onClick={() => rundown.next()}
              className="min-h-11 max-sm:grow"
            >
              <SkipForward aria-hidden className="size-4" />
              {t("next")}
              <Key>N</Key>
            </Button>
          </>
        )}
      </div>
    </section>
  );
}

function Key({ children }: { children: string }) {
  return (
    <span className="max-md:hidden">
      <KeyHint onButton>{children}</KeyHint>
    </span>
  );
}

function Now({ run, standing, isLive }: { run: RundownView; standing: RunStanding; isLive: boolean }) {
  const t = useTranslations("studio.rundown");
  const { index, current, next, left, planned } = standing;
  const count = run.segments.length;
  if (!isLive || !current) {
    return (
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="truncate font-medium">{t("planned", { count, time: runTime(planned) })}</p>
        <p className="truncate text-sm text-soft">{next ? t("first", { title: next.title }) : t("empty")}</p>
      </div>
    );
  }
  return (
    <div className="grid min-w-0 flex-1 gap-0.5">
      <p className="flex min-w-0 items-baseline gap-3">
        <span className="figures shrink-0 text-soft text-sm">{t("place", { place: index + 1, count })}</span>
        <strong className="truncate font-medium text-lg">{current.title}</strong>
        <span role="timer" className={clsx("numeral shrink-0 text-xl", left < 0 && "text-danger")}>
          {left < 0 ? `+${runTime(left)}` : runTime(left)}
        </span>
      </p>
      <p className="flex min-w-0 flex-wrap gap-x-4 text-sm text-soft">
        <span className="min-w-0 truncate">{next ? t("then", { title: next.title }) : t("last")}</span>
        <Behind seconds={standing.behind} />
        {run.hand && <span data-testid="run-hand">{t("hand", { name: run.hand })}</span>}
      </p>
    </div>
  );
}

/** Within half a minute nobody needs to hurry. */
const onTime = 30;

function Behind({ seconds }: { seconds: number }) {
  const t = useTranslations("studio.rundown");
  if (Math.abs(seconds) < onTime) return <span>{t("onTime")}</span>;
  const time = runTime(seconds);
  return <span className={seconds > 0 ? "text-warn" : undefined}>{t(seconds > 0 ? "over" : "under", { time })}</span>;
}
