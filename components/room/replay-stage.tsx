"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { PinnedCard } from "#components/catalog/pinned-card.tsx";
import { LazyPlayer } from "#components/media/player/lazy-player.tsx";
import type { PinCue } from "#lib/live/contract.ts";
import type { ReplayView } from "#lib/recordings/schema.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { allMarks, chaptersOf, marksOf, segmentsOf } from "./marks-of.ts";
import { ReplayOverlays } from "./replay-overlays.tsx";
import { ReplayTalk } from "./replay-talk.tsx";
import { RoomSheets } from "./room-sheets.tsx";
import { useAddressedMoment } from "./use-addressed-moment.ts";
import { useAllOverlays } from "./use-overlays.ts";
import { useRoomSheet } from "./use-room-sheet.ts";
import { useShownPin } from "./use-shown-pin.ts";

type ReplayStageProps = {
  view: ShowView;
  replay: ReplayView;
  /** Somebody said or asked something that the replay shows again. */
  hasTalk: boolean;
  pins: PinCue[];
  isGuest: boolean;
};

/** The show again, with the same cards at the same seconds, and what can still be had of them. */
export function ReplayStage({ view, replay, hasTalk, pins, isGuest }: ReplayStageProps) {
  const t = useTranslations("room");
  const clock = useRef<() => number | null>(() => Date.parse(replay.startedAt));
  const { products } = view;
  const shown = useShownPin(pins, clock);
  const { open, setOpen, openProduct } = useRoomSheet(products, []);
  const pinnedAt = products.findIndex(({ id }) => id === shown);
  const pinned = products[pinnedAt];
  const overlays = useAllOverlays(view.id);
  const marks = useMemo(
    () => allMarks(marksOf(pins, products), chaptersOf(overlays.chapters), segmentsOf(overlays.segments)),
    [pins, products, overlays.chapters, overlays.segments],
  );
  const { stage, jump } = useAddressedMoment();
  return (
    <section ref={stage} aria-label={t("stage")} className="scroll-mt-4 bg-video">
      <div className={clsx("mx-auto max-w-page", hasTalk && "lg:grid lg:grid-cols-[minmax(0,1fr)_22rem]")}>
        <div className="group/stage relative mx-auto aspect-video max-h-[72dvh] w-full overflow-hidden bg-video">
          <LazyPlayer
            showId={view.id}
            title={view.title}
            status="ended"
            isReplay
            startedMs={Date.parse(replay.startedAt)}
            endedMs={Date.parse(replay.endedAt)}
            poster={view.poster ?? undefined}
            {...{ marks, clock, jump }}
          />
          <ReplayOverlays {...{ overlays, clock }} />
        </div>
        {hasTalk && (
          <ReplayTalk
            showId={view.id}
            clock={clock}
            products={products.length}
            onNumber={(number) => {
              const product = products[number - 1];
              if (product) openProduct(product.id);
            }}
            className="h-64 bg-paper lg:h-auto lg:[contain:size]"
          />
        )}
      </div>
      {pinned && (
        <div className="border-rule border-b bg-raised">
          <div className="@container mx-auto max-w-3xl">
            <PinnedCard product={pinned} number={pinnedAt + 1} isQuiet onReserve={openProduct} />
          </div>
        </div>
      )}
      <RoomSheets
        {...{ open, products, isGuest }}
        drops={[]}
        pinned={shown}
        backLabel="keepWatching"
        onProduct={openProduct}
        onCompare={() => setOpen({ kind: "compare" })}
        onClose={() => setOpen(null)}
      />
    </section>
  );
}
