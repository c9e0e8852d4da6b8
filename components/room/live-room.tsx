"use client";

import { clsx } from "clsx";
import { useCallback, useMemo, useRef } from "react";
import { ViewerCount } from "#components/audience/viewer-count.tsx";
import { BasketChip } from "#components/basket/basket-chip.tsx";
import { BasketScope } from "#components/basket/basket-scope.tsx";
import { withStock } from "#components/catalog/with-stock.ts";
import { useShownDrops } from "#components/drops/shown-drops.ts";
import { useShow } from "#components/live/use-show.ts";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { boardShowOf } from "./board-show-of.ts";
import { allMarks, chaptersOf, marksOf, segmentsOf } from "./marks-of.ts";
import { OnAirClock } from "./on-air-clock.tsx";
import { RoomBar } from "./room-bar.tsx";
import { RoomFoot } from "./room-foot.tsx";
import { RoomSheets } from "./room-sheets.tsx";
import { ShelfStrip } from "./shelf-strip.tsx";
import { Stage } from "./stage.tsx";
import { UnclearButton } from "./unclear-button.tsx";
import { useClearScreen } from "./use-clear-screen.ts";
import { useOverlays } from "./use-overlays.ts";
import { usePageRefresh } from "./use-page-refresh.ts";
import { usePins } from "./use-pins.ts";
import { useRememberedShow } from "./use-remembered-show.ts";
import { useRoomSheet } from "./use-room-sheet.ts";
import { useRoomViewport } from "./use-room-viewport.ts";
import { useServerClock } from "./use-server-clock.ts";
import { useShownPin } from "./use-shown-pin.ts";

type LiveRoomProps = {
  view: ShowView;
  initial: Snapshot;
  account: string | null;
  isGuest: boolean;
  renderedAt: number;
};

const spreadPerViewerMs = 10;
const maxSpreadMs = 30_000;

/** The room while a show is on air, and for whoever is still in it when the show ends. */
export function LiveRoom({ view, initial, account, isGuest, renderedAt }: LiveRoomProps) {
  const live = useShow(initial);
  const { show } = live;
  const products = useMemo(() => withStock(view.products, show.stock), [view.products, show.stock]);
  const drops = useShownDrops(show.drops, useOwnPlaces().places);
  const { open, setOpen, openDrop, openShop, openProduct } = useRoomSheet(products, drops);
  const room = useRoomViewport();
  const { isClear, toggle } = useClearScreen(room);
  const clock = useRef<() => number | null>(() => null);
  const { pins, readAll } = usePins(view.id, show.cues);
  const shownId = useShownPin(pins, clock);
  const { overlays, readAgain } = useOverlays(view.id);
  const marks = useMemo(
    () => allMarks(marksOf(pins, view.products), chaptersOf(overlays.chapters), segmentsOf(overlays.segments)),
    [pins, view.products, overlays],
  );
  const readPast = useCallback(() => {
    readAll();
    readAgain();
  }, [readAll, readAgain]);
  useServerClock(show, initial);
  const isOver = show.status === "ENDED";
  useRememberedShow(view, isOver);
  const pinnedId = isOver || show.halts?.on.includes("product") ? null : shownId;
  usePageRefresh(initial.catalog, show.catalog);
  // After the end the page is another one; a crowd does not ask for it in one moment.
  usePageRefresh(initial.status, show.status, {
    isHeldBack: open !== null,
    spreadMs: Math.min(maxSpreadMs, show.viewers * spreadPerViewerMs),
  });
  const openShelf = useCallback(() => setOpen({ kind: "shelf" }), [setOpen]);
  const openQuestions = useCallback(() => setOpen({ kind: "questions" }), [setOpen]);

  return (
    <BasketScope showId={view.id} drops={drops} onOpen={setOpen}>
      <div ref={room} data-room data-clear={isClear || undefined} className={look}>
        <div className={clsx("contents", isClear ? "*:hidden" : "wide:col-span-2 wide:block")}>
          <RoomBar
            view={view}
            onClear={toggle}
            badge={!isOver && <OnAirClock since={view.wentLiveAt ?? view.startsAt} renderedAt={renderedAt} />}
          >
            <BasketChip />
            <ViewerCount viewers={show.viewers} />
          </RoomBar>
        </div>
        <main id="content" className="contents">
          {/* A picture that lies makes room for a sheet. Said here: whatever lies further up would be styled anew with it. */}
          <div
            data-sheet={open !== null || undefined}
            className="contents tall:max-md:data-sheet:[--stage-foot:max(var(--room-foot),62dvh)]"
          >
            <Stage {...{ view, show, marks, clock }} onRewind={readPast} />
          </div>
          <RoomFoot
            {...live}
            {...{ products, drops, pinnedId, clock, account, isGuest, renderedAt }}
            isAway={isClear}
            onDrop={openDrop}
            onShop={openShop}
            onProduct={openProduct}
            onShelf={openShelf}
            onQuestions={openQuestions}
          />
          {!isClear && <ShelfStrip products={products} pinned={pinnedId} onReserve={openProduct} />}
          {isClear && <UnclearButton onPress={toggle} />}
        </main>
        <RoomSheets
          {...{ open, products, isGuest }}
          asking={boardShowOf(view, show)}
          drops={show.drops}
          pinned={pinnedId}
          onProduct={openProduct}
          onCompare={() => setOpen({ kind: "compare" })}
          onClose={() => setOpen(null)}
        />
      </div>
    </BasketScope>
  );
}

/**
 * On a screen that stands the picture lies behind everything, and the room's foot over it; on one that lies they stand side by
 * side. `--stage-foot` is how much of the picture's foot is not free.
 */
const look = clsx(
  "fixed inset-x-0 top-(--room-top,0px) flex h-(--room-visible,100dvh) touch-pan-y flex-col justify-end overflow-hidden",
  "[--room-foot:min(calc(var(--room-full,100dvh)*0.46),24rem)] [--stage-head:4.5rem] tall:bg-video",
  "tall:[--stage-foot:max(var(--room-foot),var(--foot-height,0px))]",
  "data-clear:[--stage-foot:4rem]! wide:[--stage-foot:0px] wide:[--stage-head:0px]",
  "wide:grid wide:grid-cols-[minmax(0,1fr)_min(26rem,44vw)] wide:grid-rows-[auto_minmax(0,1fr)_auto] wide:bg-paper",
  "wide:data-clear:grid-cols-[minmax(0,1fr)] wide:data-clear:grid-rows-[minmax(0,1fr)]",
);
