"use client";

import { useLocale, useTranslations } from "next-intl";
import { Hearts } from "#components/audience/hearts.tsx";
import { LivePlayer } from "#components/media/live-player.tsx";
import { useCaptions } from "#components/media/use-captions.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { StageSlate } from "./stage-slate.tsx";

/** The picture, edge to edge. Nothing but hearts and the bar ever lies on it. */
export function Stage({ view, show }: { view: ShowView; show: Snapshot }) {
  const t = useTranslations("room");
  const locale = useLocale();
  const cues = useCaptions(view.id);
  const status = show.status === "ENDED" ? "ended" : show.video;
  return (
    <section
      aria-label={t("stage")}
      className="relative h-[min(54dvh,calc(var(--room-visible,100dvh)-3.75rem))] shrink-0 overflow-hidden bg-video [--player-top:4.5rem] wide:h-auto wide:min-h-0 wide:[--player-top:0.75rem]"
    >
      <LivePlayer
        showId={view.id}
        status={status}
        poster={view.poster ?? undefined}
        slate={<StageSlate status={status} poster={view.poster} />}
        cues={cues}
        language={locale}
        labels={{
          video: t("player.video", { title: view.title }),
          soundOn: t("player.soundOn"),
          play: t("player.play"),
          captions: {
            off: t("player.captions.off"),
            small: t("player.captions.small"),
            medium: t("player.captions.medium"),
            large: t("player.captions.large"),
          },
        }}
      />
      <Hearts likes={show.likes} />
    </section>
  );
}
