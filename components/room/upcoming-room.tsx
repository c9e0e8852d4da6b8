"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ChatComposer } from "#components/audience/chat-composer.tsx";
import { ChatList } from "#components/audience/chat-list.tsx";
import { useChat } from "#components/audience/use-chat.ts";
import { ViewerCount } from "#components/audience/viewer-count.tsx";
import { ForeignBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { withStock } from "#components/catalog/with-stock.ts";
import { useShownDrops } from "#components/drops/shown-drops.ts";
import { useShow } from "#components/live/use-show.ts";
import { ShowQuestions } from "#components/questions/show-questions.tsx";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import { useNow } from "#components/ui/clock.ts";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { boardShowOf } from "./board-show-of.ts";
import { ConnectionNotice } from "./connection-notice.tsx";
import { DropZone } from "./drop-zone.tsx";
import { RemindMe } from "./remind-me.tsx";
import { RoomSheets } from "./room-sheets.tsx";
import { ShelfDesk } from "./shelf-desk.tsx";
import { ShowBanner } from "./show-banner.tsx";
import { ShowNote } from "./show-note.tsx";
import { usePageRefresh } from "./use-page-refresh.ts";
import { useRoomSheet } from "./use-room-sheet.ts";
import { useServerClock } from "./use-server-clock.ts";

type UpcomingRoomProps = {
  view: ShowView;
  initial: Snapshot;
  account: string | null;
  isGuest: boolean;
  renderedAt: number;
};

/** Before the show: when it starts for this viewer, what will be sold on which terms, and the talk beforehand. */
export function UpcomingRoom({ view, initial, account, isGuest, renderedAt }: UpcomingRoomProps) {
  const t = useTranslations("room");
  const asking = useTranslations("questions");
  const { show, connection, sendChat } = useShow(initial);
  const products = useMemo(() => withStock(view.products, show.stock), [view.products, show.stock]);
  const drops = useShownDrops(show.drops, useOwnPlaces().places);
  const { open, setOpen, openDrop, openShop, openProduct } = useRoomSheet(products, drops);
  const talk = useChat({ showId: view.id, account, isGuest, sendChat, chat: show.chat });
  useServerClock(show, initial);
  usePageRefresh(`${initial.status} ${initial.catalog}`, `${show.status} ${show.catalog}`, {
    isHeldBack: open !== null,
  });

  return (
    <>
      <ShowBanner
        view={view}
        tall
        above={
          <div className="grid gap-3 [&_.text-soft]:text-on-video-soft">
            <StartsIn startsAt={view.startsAt} renderedAt={renderedAt} />
            <Countdown
              to={view.startsAt}
              renderedAt={renderedAt}
              size="lg"
              done={<span className="headline text-3xl">{t("upcoming.anyMoment")}</span>}
            />
          </div>
        }
        below={
          <>
            {view.host.name} · <LocalTime iso={view.startsAt} />
          </>
        }
      />
      <ConnectionNotice connection={connection} />
      <div className="page-column grid gap-12 py-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-16">
        <div className="grid content-start gap-10">
          <ShowNote view={view} />
          {view.status !== "DRAFT" && <RemindMe showId={view.id} title={view.title} />}
          {view.summary && (
            <p lang={langOf(view.foreign, "summary")} className="max-w-prose text-lg">
              {view.summary}
            </p>
          )}
          <ForeignBadge foreign={view.foreign} />
          {drops.length > 0 && (
            <div className="overflow-hidden rounded-lg border border-rule">
              <DropZone {...{ drops, products, renderedAt }} stock={show.stock} onDrop={openDrop} onShop={openShop} />
            </div>
          )}
          <section aria-labelledby="sold" className="grid gap-3">
            <h2 id="sold" className="headline text-2xl">
              {t("upcoming.willBeSold")}
            </h2>
            {products.length > 0 && <p className="mb-2 text-soft">{t("upcoming.sealed")}</p>}
            <ShelfDesk products={products} onCompare={() => setOpen({ kind: "compare" })} onReserve={openProduct} />
          </section>
          {view.status !== "DRAFT" && (
            <ShowQuestions show={boardShowOf(view, show)} isGuest={isGuest} lead={asking("answersSoon")} />
          )}
        </div>
        <section
          aria-labelledby="talk"
          className="flex h-96 flex-col rounded-lg border border-rule bg-raised lg:sticky lg:top-6 lg:h-128"
        >
          <header className="flex items-center justify-between border-rule border-b py-1 pr-1 pl-4">
            <h2 id="talk" className="font-semibold">
              {t("chat.title")}
            </h2>
            <ViewerCount viewers={show.viewers} waiting className="hover:bg-sunk" />
          </header>
          <p className="border-rule border-b px-4 py-2 text-sm text-soft">{t("chat.opensSoon")}</p>
          <ChatList chat={show.chat} talk={talk} products={0} onNumber={() => undefined} />
          <ChatComposer rules={show.talk} talk={talk} className="flex-none p-3 pt-0" />
        </section>
      </div>
      <RoomSheets
        {...{ open, products, isGuest }}
        drops={show.drops}
        pinned={null}
        backLabel="close"
        onProduct={openProduct}
        onCompare={() => setOpen({ kind: "compare" })}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

/** Gone once the time has come: then there is nothing to count. */
function StartsIn({ startsAt, renderedAt }: { startsAt: string; renderedAt: number }) {
  const t = useTranslations("room.upcoming");
  if (useNow(renderedAt) >= Date.parse(startsAt)) return null;
  return <p className="slug text-on-video-soft">{t("startsIn")}</p>;
}
