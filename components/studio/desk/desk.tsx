"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TalkPanel } from "#components/moderation/talk-panel.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { CaptionPanel } from "../captions/caption-panel.tsx";
import { Transcript } from "../captions/transcript.tsx";
import { DropDesk } from "../drops/drop-desk.tsx";
import { ShowStanding } from "../life/show-standing.tsx";
import { MomentDesk } from "../moments/moment-desk.tsx";
import { currencyOf } from "../polls/currency-of.ts";
import { PollDesk } from "../polls/poll-desk.tsx";
import { PrompterSheet } from "../rundown/prompter-sheet.tsx";
import { RunStrip } from "../rundown/run-strip.tsx";
import { AirPanel } from "./air-panel.tsx";
import { DeskHead } from "./desk-head.tsx";
import { EndedPanel } from "./ended-panel.tsx";
import { GoingLive } from "./going-live.tsx";
import { HotkeyList } from "./hotkey-list.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { OrderFeed } from "./order-feed.tsx";
import { PaneSwitch } from "./pane-switch.tsx";
import { PanicRow } from "./panic-row.tsx";
import { RunList } from "./run-list.tsx";
import { TalkSide } from "./talk-side.tsx";
import { type Cockpit, type CockpitData, useCockpit } from "./use-cockpit.ts";
import { useDeskKeys } from "./use-desk-keys.ts";
import { useRemembered } from "./use-remembered.ts";

type DeskProps = CockpitData & {
  /** Everything the host may put on the run list. */
  products: ProductView[];
  renderedAt: number;
};

/** The cockpit of one show: picture on the left, products in the middle, the room on the right. */
export function Desk({ products: catalogue, renderedAt, ...data }: DeskProps) {
  const cockpit = useCockpit(data);
  const { desk, air, pane, setPane, isLive } = cockpit;
  const [listOpen, setListOpen] = useState(false);
  const [keysOn, turnKeys] = useRemembered("launchroom.hotkeys", true);
  useDeskKeys(cockpit, keysOn, () => setListOpen(true));
  return (
    <div data-pane={pane} className="group/desk flex min-h-0 flex-1 flex-col">
      <DeskHead desk={desk} renderedAt={renderedAt} onKeys={() => setListOpen(true)} />
      <PanicRow panic={cockpit.panic} isEnded={cockpit.isEnded} />
      <DeskRun cockpit={cockpit} renderedAt={renderedAt} />
      <ShowStanding show={desk.view} status={desk.live.status} onDone={desk.refresh} />
      <div className="flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] md:grid-rows-[auto_minmax(0,3fr)_minmax(0,2fr)] md:content-stretch xl:grid-cols-[clamp(24rem,33vw,40rem)_minmax(0,1fr)_clamp(20rem,24vw,28rem)] xl:grid-rows-1">
        <PictureSide cockpit={cockpit} renderedAt={renderedAt} />
        <PaneSwitch pane={pane} onPane={setPane} isLive={isLive} />
        <ProductSide cockpit={cockpit} catalogue={catalogue} renderedAt={renderedAt} />
        <RoomSide cockpit={cockpit} />
      </div>
      <HotkeyList open={listOpen} onOpenChange={setListOpen} isOn={keysOn} onTurn={turnKeys} />
      <LeaveGuard active={air.isSending} />
      <GoingLive going={desk.going} startsAt={desk.view.startsAt} />
    </div>
  );
}

/** Where the show stands in its plan; the plan itself has a page of its own. */
function DeskRun({
  cockpit: { rundown, desk, isLive, isEnded },
  renderedAt,
}: {
  cockpit: Cockpit;
  renderedAt: number;
}) {
  const t = useTranslations("studio.rundown");
  if (!rundown.run || isEnded) return null;
  return (
    <RunStrip {...{ rundown, isLive, renderedAt }} run={rundown.run} wentLiveAt={desk.view.wentLiveAt}>
      <Link
        href={`/studio/shows/${desk.view.id}/run`}
        className={clsx(buttonClass({ look: "plain", size: "sm" }), "min-h-11")}
      >
        {t("plan")}
      </Link>
      <PrompterSheet showId={desk.view.id} />
    </RunStrip>
  );
}

/** What goes out, and the words below it. */
function PictureSide({ cockpit, renderedAt }: { cockpit: Cockpit; renderedAt: number }) {
  const { desk, air, devices, studio, sources, captioning, isEnded, ending, setEnding, setPane } = cockpit;
  return (
    <div className="relative min-h-0 border-rule max-md:contents md:row-span-3 md:overflow-y-auto md:border-r xl:row-span-1">
      {isEnded ? (
        <EndedPanel desk={desk} renderedAt={renderedAt} onUndone={air.resume} onOrders={() => setPane("orders")} />
      ) : (
        <AirPanel
          {...{ desk, air, devices, studio, sources, ending }}
          isHalfHeard={studio.sound === "opus" && !cockpit.serverMakesAac}
          goLive={() => void cockpit.goLive()}
          onEnding={setEnding}
        />
      )}
      <div className="border-rule max-md:order-3 max-md:hidden max-md:group-data-[pane=captions]/desk:block md:border-t">
        {isEnded ? (
          <Transcript show={desk.view} captioning={captioning} />
        ) : (
          <CaptionPanel status={desk.live.status} captioning={captioning} field={cockpit.captionField} />
        )}
      </div>
    </div>
  );
}

type ProductSideProps = { cockpit: Cockpit; catalogue: ProductView[]; renderedAt: number };

/** What is sold: the drops, then the run list. */
function ProductSide({
  cockpit: { desk, drops, lead, rememberLead, isEnded },
  catalogue,
  renderedAt,
}: ProductSideProps) {
  return (
    <div className="relative min-h-0 min-w-0 max-xl:group-data-[pane=orders]/desk:hidden max-md:contents md:flex md:flex-col md:overflow-y-auto">
      <div className="min-w-0 shrink-0 max-md:order-3 max-md:hidden max-md:group-data-[pane=drops]/desk:block">
        <DropDesk
          {...{ drops, lead, isEnded, renderedAt }}
          products={desk.view.products}
          stock={desk.live.stock}
          onLead={rememberLead}
        />
      </div>
      <div className="min-w-0 shrink-0 max-md:order-3 max-md:hidden max-md:group-data-[pane=polls]/desk:block">
        <PollDesk showId={desk.view.id} live={desk.live} currency={currencyOf(desk.view.products)} />
        <MomentDesk showId={desk.view.id} live={desk.live} />
      </div>
      <div className="grid min-w-0 grid-cols-1 max-md:order-3 max-md:hidden max-md:group-data-[pane=run]/desk:grid md:flex-1">
        <RunList desk={desk} catalogue={catalogue} />
      </div>
    </div>
  );
}

/** Who is there: the orders as they come, and the talk. */
function RoomSide({ cockpit }: { cockpit: Cockpit }) {
  return (
    <div className="contents min-h-0 border-rule xl:grid xl:grid-rows-[minmax(8rem,2fr)_minmax(0,3fr)] xl:border-l">
      <div className="grid min-h-0 max-xl:hidden max-xl:group-data-[pane=orders]/desk:grid max-md:order-3">
        <OrderFeed desk={cockpit.desk} />
      </div>
      <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)] border-rule max-md:order-3 max-md:hidden max-md:group-data-[pane=chat]/desk:grid md:border-t">
        <TalkPanel showId={cockpit.desk.view.id} desk={cockpit.talk.desk} shield={cockpit.shield} />
        <TalkSide cockpit={cockpit} />
      </div>
    </div>
  );
}
