"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { useShow } from "#components/live/use-show.ts";
import { useServerClock } from "#components/room/use-server-clock.ts";
import { isOver, type Snapshot } from "#lib/live/contract.ts";
import { type RundownView, segmentInput } from "#lib/rundown/schema.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { useHotkeys } from "../desk/use-hotkeys.ts";
import { FillPlan } from "./fill-plan.tsx";
import { PlanList } from "./plan-list.tsx";
import { PrompterSheet } from "./prompter-sheet.tsx";
import { RunStrip } from "./run-strip.tsx";
import { readSegment, SegmentFields, type Thing, type Things } from "./segment-fields.tsx";
import { useRundown } from "./use-rundown.ts";

type RunPageProps = {
  show: ShowView;
  snapshot: Snapshot;
  initial: RundownView;
  things: Things;
  /** Whose plans may be copied. */
  others: Thing[];
  renderedAt: number;
};

/** The plan of the evening: made before, driven from here while somebody else speaks. */
export function RunPage({ show, snapshot, initial, things, others, renderedAt }: RunPageProps) {
  const t = useTranslations("studio.rundown");
  const { show: live } = useShow(snapshot, { watching: false });
  useServerClock(live, snapshot);
  const rundown = useRundown(show.id, initial);
  const run = rundown.run ?? initial;
  const isLive = live.status === "LIVE";
  useHotkeys({ n: () => rundown.next(), b: rundown.back }, isLive);
  return (
    <div className="mx-auto grid w-full max-w-4xl grid-cols-1 content-start gap-4 pb-10">
      <header className="grid gap-1 px-4 pt-6 lg:px-5">
        <Link href={`/studio/shows/${show.id}`} className="text-sm text-soft underline">
          {t("toDesk")}
        </Link>
        <h1 className="headline text-2xl">{show.title}</h1>
      </header>
      <div className="sticky top-0 z-10 bg-paper">
        <RunStrip {...{ rundown, run, isLive, renderedAt }} wentLiveAt={show.wentLiveAt}>
          <PrompterSheet showId={show.id} />
        </RunStrip>
      </div>
      {!isOver(live.status) && (
        <div className="flex flex-wrap gap-2 px-4 lg:px-5">
          <SheetForm
            opener={{ label: t("add"), size: "sm" }}
            title={t("add")}
            schema={segmentInput}
            read={readSegment}
            send={(input) => rundown.add(input)}
            label={t("save")}
          >
            <SegmentFields things={things} />
          </SheetForm>
          <FillPlan {...{ rundown, run, others }} />
        </div>
      )}
      <PlanList {...{ rundown, run, things, isLive }} />
    </div>
  );
}
