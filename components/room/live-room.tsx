"use client";

import { clsx } from "clsx";
import { useMemo, useRef } from "react";
import { ChatList } from "#components/audience/chat-list.tsx";
import { useChat } from "#components/audience/use-chat.ts";
import { ViewerCount } from "#components/audience/viewer-count.tsx";
import { PinnedCard } from "#components/catalog/pinned-card.tsx";
import { withStock } from "#components/catalog/with-stock.ts";
import { useShownDrops } from "#components/drops/shown-drops.ts";
import { useShow } from "#components/live/use-show.ts";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { ConnectionNotice } from "./connection-notice.tsx";
import { DropGrace } from "./drop-grace.tsx";
import { DropZone } from "./drop-zone.tsx";
import { marksOf } from "./marks-of.ts";
import { OnAirClock } from "./on-air-clock.tsx";
import { OrderTicker } from "./order-ticker.tsx";
import { RoomBar } from "./room-bar.tsx";
import { RoomSheets } from "./room-sheets.tsx";
import { ShelfStrip } from "./shelf-strip.tsx";
import { Stage } from "./stage.tsx";
import { TalkBar } from "./talk-bar.tsx";
import { usePageRefresh } from "./use-page-refresh.ts";
import { usePins } from "./use-pins.ts";
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
  const { show, connection, like, sendChat } = useShow(initial);
  const products = useMemo(() => withStock(view.products, show.stock), [view.products, show.stock]);
  const { places } = useOwnPlaces();
  const drops = useShownDrops(show.drops, places);
  const { open, setOpen, openDrop, openShop, openProduct } = useRoomSheet(products, drops);
  const room = useRoomViewport();
  const talk = useChat({ showId: view.id, account, isGuest, sendChat });
  const clock = useRef<() => number | null>(() => null);
  const { pins, readAll } = usePins(view.id, show.cues);
  const shownId = useShownPin(pins, clock);
  const marks = useMemo(() => marksOf(pins, view.products), [pins, view.products]);
  useServerClock(show, initial);
  const isOver = show.status === "ENDED";
  usePageRefresh(initial.catalog, show.catalog);
  // After the end the page is another one; a crowd does not ask for it in one moment.
  usePageRefresh(initial.status, show.status, {
    isHeldBack: open !== null,
    spreadMs: Math.min(maxSpreadMs, show.viewers * spreadPerViewerMs),
  });

  const stateIn = (id: string) => places.find(({ dropId, state }) => dropId === id && state !== "LEFT")?.state;
  const openNumber = (number: number) => {
    const product = products[number - 1];
    if (product) openProduct(product.id);
  };
  const pinnedAt = products.findIndex(({ id }) => id === shownId);
  const pinned = isOver ? undefined : products[pinnedAt];
  // What has become an order leaves room for what is on screen now.
  const isDropOn = drops.some(({ id, status }) => status !== "CLOSED" || stateIn(id) !== "SERVED");

  return (
    <div
      ref={room}
      className="fixed inset-x-0 top-(--room-top,0px) flex h-(--room-visible,100dvh) flex-col overflow-hidden bg-paper wide:grid wide:grid-cols-[minmax(0,1fr)_min(26rem,44vw)] wide:grid-rows-[auto_minmax(0,1fr)_auto]"
    >
      <div className="contents wide:col-span-2 wide:block">
        <RoomBar
          view={view}
          badge={!isOver && <OnAirClock since={view.wentLiveAt ?? view.startsAt} renderedAt={renderedAt} />}
        >
          <ViewerCount viewers={show.viewers} />
        </RoomBar>
      </div>
      <main id="content" className="contents">
        <Stage {...{ view, show, marks, clock }} onRewind={readAll} />
        <div className="@container flex min-h-0 flex-auto flex-col bg-paper wide:row-span-2 wide:border-rule wide:border-l">
          <ConnectionNotice connection={connection} />
          {drops.length > 0 && (
            <div className="order-3 min-h-0 overflow-y-auto border-rule border-t wide:order-none wide:border-t-0 wide:border-b">
              <DropGrace {...{ drops, clock, renderedAt }} />
              <DropZone {...{ drops, products, renderedAt }} stock={show.stock} onDrop={openDrop} onShop={openShop} />
            </div>
          )}
          {pinned && (
            <div
              className={clsx(
                "order-3 shrink-0 border-rule border-t wide:order-none wide:border-t-0 wide:border-b",
                isDropOn && "hidden desk:block",
              )}
            >
              <PinnedCard product={pinned} number={pinnedAt + 1} isQuiet={isDropOn} onReserve={openProduct} />
            </div>
          )}
          <OrderTicker orders={show.orders} products={products} stock={show.stock} />
          <ChatList chat={show.chat} talk={talk} products={products.length} onNumber={openNumber} />
          <div className="order-4 shrink-0 wide:order-none">
            <TalkBar
              rules={show.talk}
              products={products.length}
              likes={show.likes}
              isOpen={!isOver}
              onShelf={() => setOpen({ kind: "shelf" })}
              onLike={like}
              onSend={talk.send}
            />
          </div>
        </div>
        <ShelfStrip products={products} pinned={isOver ? null : shownId} onReserve={openProduct} />
      </main>
      <RoomSheets
        {...{ open, products, isGuest }}
        drops={show.drops}
        pinned={isOver ? null : shownId}
        onProduct={openProduct}
        onCompare={() => setOpen({ kind: "compare" })}
        onClose={() => setOpen(null)}
      />
    </div>
  );
}
