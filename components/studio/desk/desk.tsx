"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Moment } from "#components/media/air-messages.ts";
import { useStudio } from "#components/media/use-studio.ts";
import { notify } from "#components/ui/notices.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { DropLine, ShowSales, Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { CaptionPanel } from "../captions/caption-panel.tsx";
import { Transcript } from "../captions/transcript.tsx";
import { useCaptioning } from "../captions/use-captioning.ts";
import { DropDesk } from "../drops/drop-desk.tsx";
import { useDrops } from "../drops/use-drops.ts";
import { useLead } from "../drops/use-lead.ts";
import { useSources } from "../sources/use-sources.ts";
import { AirPanel, goLiveId } from "./air-panel.tsx";
import { DeskHead } from "./desk-head.tsx";
import { EndedPanel } from "./ended-panel.tsx";
import { GoingLive } from "./going-live.tsx";
import { HotkeyList } from "./hotkey-list.tsx";
import { otherOfBoth } from "./layout-buttons.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { OrderFeed } from "./order-feed.tsx";
import { type Pane, PaneSwitch } from "./pane-switch.tsx";
import { RoomChat } from "./room-chat.tsx";
import { RunList } from "./run-list.tsx";
import { useAir } from "./use-air.ts";
import { useDesk } from "./use-desk.ts";
import { useHotkeys } from "./use-hotkeys.ts";
import { useReadyCapture } from "./use-ready-capture.ts";
import { useRemembered } from "./use-remembered.ts";

const landscape = { width: 1280, height: 720 };
const portrait = { width: 720, height: 1280 };

type DeskProps = {
  show: ShowView;
  snapshot: Snapshot;
  /** What was sold in this show. */
  sales: ShowSales[];
  /** Everything the host may put on the run list. */
  products: ProductView[];
  /** Every drop of the show, prepared ones too. */
  drops: DropLine[];
  renderedAt: number;
};

/** The cockpit of one show: picture on the left, products in the middle, the room on the right. */
export function Desk({ show, snapshot, sales, products: catalogue, drops: known, renderedAt }: DeskProps) {
  const moment = useRef<() => Moment | undefined>(() => undefined);
  const desk = useDesk(show, { snapshot, sales }, moment);
  const drops = useDrops(show.id, known, desk.live.drops);
  const [lead, rememberLead] = useLead();
  const isEnded = desk.live.status === "ENDED";
  const devices = useReadyCapture(!isEnded);
  const studio = useStudio(devices, show.isPortrait ? portrait : landscape);
  useEffect(() => {
    moment.current = studio.moment;
  }, [studio.moment]);
  const air = useAir(show.id, studio, devices, desk.live.status === "LIVE");
  const sources = useSources(show.id, isEnded);
  const [pane, setPane] = useState<Pane>("run");
  const [listOpen, setListOpen] = useState(false);
  const [ending, setEnding] = useState(false);
  const [keysOn, turnKeys] = useRemembered("launchroom.hotkeys", true);
  const chat = useRef<HTMLInputElement>(null);
  const caption = useRef<HTMLInputElement>(null);
  const captioning = useCaptioning(show.id, desk.live.status);
  const t = useTranslations("studio.desk");
  const { products } = desk.view;

  async function goLive() {
    if (desk.live.status === "LIVE" || (await desk.goLive())) await air.start();
  }

  async function turnSales(product: ProductView) {
    const prepared = drops.list.filter(({ status }) => status === "PREPARED").map(({ editionId }) => editionId);
    const kept = await desk.turnSales(product, prepared);
    if (kept.length > 0) notify({ text: t("keptForDrop", { editions: kept.map(({ name }) => name).join(", ") }) });
  }

  const pins = products.slice(0, 9).map(({ id }, index) => [String(index + 1), () => void desk.pin(id)] as const);
  const pinned = products.find(({ id }) => id === desk.live.pinned);
  const [running] = drops.live;
  const prepared = drops.list.find(({ status }) => status === "PREPARED");
  useHotkeys(
    {
      ...Object.fromEntries(pins),
      "0": () => void desk.unpin(),
      s: () => pinned && void turnSales(pinned),
      g: () => document.getElementById(goLiveId)?.focus(),
      e: () => desk.live.status === "LIVE" && setEnding(true),
      d: () => prepared && !drops.busy && void drops.arm(prepared),
      f: () => running?.status === "ARMED" && !running.pausedAt && void drops.fire(running, { inSeconds: lead }),
      j: () => studio.setLayout("face"),
      k: () => studio.setLayout("product"),
      l: () => studio.setLayout(otherOfBoth(studio.layout)),
      p: () => running && void drops.pause(running, running.pausedAt === null),
      x: () => running && drops.setEnding(running),
      c: () => {
        setPane("chat");
        chat.current?.focus();
      },
      t: () => {
        setPane("captions");
        caption.current?.focus();
      },
      " ": captioning.sendNext,
    },
    keysOn && !isEnded,
  );
  useHotkeys({ "?": () => setListOpen(true) }, true);

  return (
    <div data-pane={pane} className="group/desk flex min-h-0 flex-1 flex-col">
      <DeskHead desk={desk} renderedAt={renderedAt} onKeys={() => setListOpen(true)} />
      <div className="flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] md:grid-rows-[auto_minmax(0,3fr)_minmax(0,2fr)] md:content-stretch xl:grid-cols-[clamp(24rem,33vw,40rem)_minmax(0,1fr)_clamp(20rem,24vw,28rem)] xl:grid-rows-1">
        <div className="relative min-h-0 border-rule max-md:contents md:row-span-3 md:overflow-y-auto md:border-r xl:row-span-1">
          {isEnded ? (
            <EndedPanel desk={desk} renderedAt={renderedAt} onUndone={air.resume} onOrders={() => setPane("orders")} />
          ) : (
            <AirPanel
              desk={desk}
              air={air}
              devices={devices}
              studio={studio}
              sources={sources}
              goLive={() => void goLive()}
              ending={ending}
              onEnding={setEnding}
            />
          )}
          <div className="border-rule max-md:order-3 max-md:hidden max-md:group-data-[pane=captions]/desk:block md:border-t">
            {isEnded ? (
              <Transcript show={desk.view} captioning={captioning} />
            ) : (
              <CaptionPanel status={desk.live.status} captioning={captioning} field={caption} />
            )}
          </div>
        </div>
        <PaneSwitch pane={pane} onPane={setPane} isLive={desk.live.status === "LIVE"} />
        <div className="relative min-h-0 min-w-0 max-xl:group-data-[pane=orders]/desk:hidden max-md:contents md:flex md:flex-col md:overflow-y-auto">
          <div className="min-w-0 shrink-0 max-md:order-3 max-md:hidden max-md:group-data-[pane=drops]/desk:block">
            <DropDesk
              drops={drops}
              products={products}
              stock={desk.live.stock}
              lead={lead}
              onLead={rememberLead}
              isEnded={isEnded}
              renderedAt={renderedAt}
            />
          </div>
          <div className="grid min-w-0 grid-cols-1 max-md:order-3 max-md:hidden max-md:group-data-[pane=run]/desk:grid md:flex-1">
            <RunList desk={desk} catalogue={catalogue} />
          </div>
        </div>
        <div className="contents min-h-0 border-rule xl:grid xl:grid-rows-[minmax(8rem,2fr)_minmax(0,3fr)] xl:border-l">
          <div className="grid min-h-0 max-xl:hidden max-xl:group-data-[pane=orders]/desk:grid max-md:order-3">
            <OrderFeed desk={desk} />
          </div>
          <div className="grid min-h-0 border-rule max-md:order-3 max-md:hidden max-md:group-data-[pane=chat]/desk:grid md:border-t">
            <RoomChat desk={desk} field={chat} />
          </div>
        </div>
      </div>
      <HotkeyList open={listOpen} onOpenChange={setListOpen} isOn={keysOn} onTurn={turnKeys} />
      <LeaveGuard active={air.isSending} />
      <GoingLive going={desk.going} startsAt={desk.view.startsAt} />
    </div>
  );
}
