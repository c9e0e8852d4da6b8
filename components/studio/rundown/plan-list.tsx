"use client";

import { clsx } from "clsx";
import { Copy, Play, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoveButtons } from "#components/forms/move-buttons.tsx";
import { SheetForm } from "#components/forms/sheet-form.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type RundownView, type SegmentView, segmentInput } from "#lib/rundown/schema.ts";
import { runTime } from "./judge-run.ts";
import { readSegment, SegmentFields, type Things } from "./segment-fields.tsx";
import type { Rundown } from "./use-rundown.ts";

const dragged = "application/x-launchroom-segment";

type PlanListProps = { rundown: Rundown; run: RundownView; things: Things; isLive: boolean };

/** The segments of a show in their order, each under the hand: moved by drag or key, changed, doubled, deleted. */
export function PlanList(props: PlanListProps) {
  const t = useTranslations("studio.rundown");
  const { segments } = props.run;
  if (segments.length === 0) return <EmptyState title={t("empty")}>{t("emptyLead")}</EmptyState>;
  return (
    <ol className="border-rule border-t">
      {segments.map((segment, index) => (
        <PlanItem key={segment.id} {...props} segment={segment} place={index + 1} />
      ))}
    </ol>
  );
}

type PlanItemProps = PlanListProps & { segment: SegmentView; place: number };

function PlanItem({ rundown, run, things, isLive, segment, place }: PlanItemProps) {
  const t = useTranslations("studio.rundown");
  const ids = run.segments.map(({ id }) => id);
  const isCurrent = run.segmentId === segment.id;
  const { title } = segment;
  return (
    <li
      draggable
      data-testid="segment"
      aria-current={isCurrent || undefined}
      onDragStart={(event) => event.dataTransfer.setData(dragged, segment.id)}
      onDragOver={(event) => event.dataTransfer.types.includes(dragged) && event.preventDefault()}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData(dragged);
        if (moved && moved !== segment.id)
          void rundown.order(ids.filter((id) => id !== moved).toSpliced(place - 1, 0, moved));
      }}
      className={clsx(
        "flex flex-wrap items-center gap-x-3 gap-y-1 border-rule border-b border-l-4 py-2 pr-2 pl-3",
        isCurrent ? "border-l-signal bg-raised" : "border-l-transparent",
      )}
    >
      <span className="figures w-6 shrink-0 text-sm text-soft">{place}</span>
      <div className="grid min-w-32 flex-1">
        <h3 className="truncate font-medium">{title}</h3>
        <p className="truncate text-sm text-soft">
          {t(`kindOf.${segment.kind}`)} · {runTime(segment.seconds)}
          {segment.script && ` · ${t("hasScript")}`}
        </p>
      </div>
      <div className="ml-auto flex items-center gap-1">
        {isLive && !isCurrent && (
          <IconButton small label={t("goTo", { title })} onClick={() => rundown.next(segment.id)} className="text-soft">
            <Play aria-hidden />
          </IconButton>
        )}
        <MoveButtons
          id={segment.id}
          ids={ids}
          up={t("up", { title })}
          down={t("down", { title })}
          placed={(at) => t("placed", { title, place: at })}
          save={rundown.order}
        />
        <IconButton
          small
          label={t("duplicate", { title })}
          onClick={() => void rundown.duplicate(segment)}
          className="text-soft"
        >
          <Copy aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t("remove", { title })}
          disabled={isCurrent}
          onClick={() => void rundown.remove(segment)}
          className="text-soft"
        >
          <Trash2 aria-hidden />
        </IconButton>
        <SheetForm
          opener={{ label: t("edit"), name: t("editOf", { title }), look: "line", size: "sm" }}
          title={title}
          schema={segmentInput}
          read={readSegment}
          send={(input) => rundown.change(segment.id, input)}
          label={t("save")}
        >
          <SegmentFields things={things} segment={segment} />
        </SheetForm>
      </div>
    </li>
  );
}
