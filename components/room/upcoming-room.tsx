"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { ChatComposer } from "#components/audience/chat-composer.tsx";
import { ChatList } from "#components/audience/chat-list.tsx";
import { ViewerCount } from "#components/audience/viewer-count.tsx";
import { withStock } from "#components/catalog/with-stock.ts";
import { useShow } from "#components/live/use-show.ts";
import { ShowPoster } from "#components/shows/show-poster.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { ConnectionNotice } from "./connection-notice.tsx";
import { ShelfDesk } from "./shelf-desk.tsx";
import { useChat } from "./use-chat.ts";
import { usePageRefresh } from "./use-page-refresh.ts";
import { useServerClock } from "./use-server-clock.ts";

type UpcomingRoomProps = { view: ShowView; initial: Snapshot; isGuest: boolean; renderedAt: number };

/** Before the show: when it starts for this viewer, what will be sold on which terms, and the talk beforehand. */
export function UpcomingRoom({ view, initial, isGuest, renderedAt }: UpcomingRoomProps) {
  const t = useTranslations("room");
  const { show, connection, sendChat } = useShow(initial);
  const products = useMemo(() => withStock(view.products, show.stock), [view.products, show.stock]);
  const [isReading, setReading] = useState(false);
  const send = useChat(sendChat);
  useServerClock(show, initial);
  usePageRefresh(`${show.status} ${show.catalog}`, isReading);

  return (
    <>
      <div className="relative grid bg-video text-on-video">
        <ShowPoster show={view} eager className="h-[58dvh] min-h-96 w-full opacity-60 [grid-area:1/1]" />
        <div className="page-column z-10 grid content-end gap-6 self-end bg-linear-to-t from-video to-transparent pt-24 pb-10 [grid-area:1/1]">
          <div className="grid gap-3">
            <p className="slug text-on-video-soft">{t("upcoming.startsIn")}</p>
            <div className="[&_.text-soft]:text-on-video-soft">
              <Countdown
                to={view.startsAt}
                renderedAt={renderedAt}
                size="lg"
                done={<span className="headline text-3xl">{t("upcoming.anyMoment")}</span>}
              />
            </div>
          </div>
          <div className="grid gap-2">
            <h1 className="headline text-4xl">{view.title}</h1>
            <p className="text-on-video-soft">
              {view.host.name} · <LocalTime iso={view.startsAt} />
            </p>
          </div>
        </div>
      </div>
      <ConnectionNotice connection={connection} />
      <div className="page-column grid gap-12 py-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-16">
        <div className="grid content-start gap-10">
          {view.summary && <p className="max-w-prose text-lg">{view.summary}</p>}
          <section aria-labelledby="sold" className="grid gap-3">
            <h2 id="sold" className="headline text-2xl">
              {t("upcoming.willBeSold")}
            </h2>
            <p className="mb-2 text-soft">{t("upcoming.sealed")}</p>
            <ShelfDesk products={products} isGuest={isGuest} onSheet={setReading} />
          </section>
        </div>
        <section aria-labelledby="talk" className="flex h-112 flex-col border-ink border-t lg:sticky lg:top-6">
          <header className="flex items-center justify-between border-rule border-b">
            <h2 id="talk" className="font-semibold">
              {t("chat.title")}
            </h2>
            <ViewerCount viewers={show.viewers} waiting className="hover:bg-sunk" />
          </header>
          <p className="pt-3 text-sm text-soft">{t("chat.opensSoon")}</p>
          <ChatList chat={show.chat} products={0} onNumber={() => undefined} />
          <ChatComposer onSend={send} className="flex-none" />
        </section>
      </div>
    </>
  );
}
