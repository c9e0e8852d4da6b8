"use client";

import { useTranslations } from "next-intl";
import { memo, type RefObject } from "react";
import { Hearts } from "#components/audience/hearts.tsx";
import { crowdBeyond } from "#components/media/player/around.ts";
import { LazyPlayer } from "#components/media/player/lazy-player.tsx";
import type { Mark } from "#components/media/player/scrub-bar.tsx";
import { LateMoments } from "#components/moments/late-moments.tsx";
import { LazyPoll } from "#components/polls/lazy-poll.tsx";
import { LateAskedCard } from "#components/questions/late-cards.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { chosenGround } from "./chosen-ground.tsx";
import { StageOverlays } from "./stage-overlays.tsx";
import { HaltSlate, StageSlate } from "./stage-slate.tsx";

type StageProps = {
  view: ShowView;
  show: Snapshot;
  marks: Mark[];
  clock: RefObject<() => number | null>;
  onRewind: () => void;
};

/** The picture, edge to edge. Nothing but hearts, the bar, the player's own controls and the layer over the picture lies on it. */
export const Stage = memo(function Stage({ view, show, marks, clock, onRewind }: StageProps) {
  const t = useTranslations("room");
  const status = show.status === "ENDED" ? "ended" : show.video;
  const halts = status === "ended" ? [] : (show.halts?.on ?? []);
  const isStanding = show.drops.some(({ pausedForVideo }) => pausedForVideo);
  return (
    <section
      aria-label={t("stage")}
      className="group/stage relative overflow-hidden bg-video [--player-top:4.75rem] tall:absolute tall:inset-x-0 tall:top-0 tall:h-(--room-full,100dvh) wide:min-h-0 wide:[--player-top:0.75rem]"
    >
      <LazyPlayer
        showId={view.id}
        title={view.title}
        status={status}
        isCrowd={show.viewers > crowdBeyond}
        startedMs={Date.parse(view.wentLiveAt ?? view.startsAt)}
        poster={view.poster ?? undefined}
        ground={chosenGround(view.ground)}
        isSilent={halts.includes("sound")}
        slate={<StageSlate status={status} poster={view.poster} isStanding={isStanding} />}
        {...{ marks, clock, onRewind }}
      />
      {halts.includes("slate") && <HaltSlate poster={view.poster} />}
      <StageOverlays>
        <LateMoments moments={show.moments} />
        <LazyPoll poll={show.poll} />
        {status !== "ended" && <LateAskedCard cues={show.askedCues} clock={clock} />}
      </StageOverlays>
      <Hearts likes={show.likes} />
    </section>
  );
});
