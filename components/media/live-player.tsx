"use client";

import { Play, Volume2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { MediaStatus } from "#lib/media/schema.ts";
import { defineControls } from "./define-controls.ts";
import { useLiveVideo } from "./use-live-video.ts";
import { useWatchReport } from "./use-watch-report.ts";

/**
 * A show's live video with its controls. Whenever there is no moving picture to show, the slate (or else the poster)
 * stands over it, so the viewer never looks at black. `data-status`, `data-playing` and `data-covered` say what is seen.
 */
export function LivePlayer({
  showId,
  status,
  poster,
  slate,
  language,
  labels,
}: {
  showId: string;
  status: MediaStatus;
  /** Address of a still picture. */
  poster?: string;
  /** What covers the video while it waits, is interrupted or is over. */
  slate?: ReactNode;
  /** Of the control names: en, zh-CN. */
  language: string;
  labels: { video: string; soundOn: string; play: string };
}) {
  const video = useRef<HTMLVideoElement>(null);
  const { seen, playing, muted, needsTap, play, unmute } = useLiveVideo(video, { showId, status });
  const covered = !seen || status === "waiting" || status === "interrupted" || (status === "ended" && !playing);

  useWatchReport(video, { showId, isPlaying: seen && status === "live" });
  useEffect(() => {
    void defineControls(language);
  }, [language]);

  return (
    <div
      data-live-player=""
      data-status={status}
      data-playing={playing}
      data-covered={covered}
      className="relative isolate size-full overflow-hidden bg-video text-on-video"
    >
      <media-controller defaultstreamtype="live" nohotkeys nomutedpref className="block size-full">
        <video
          ref={video}
          slot="media"
          muted
          playsInline
          autoPlay
          poster={poster}
          aria-label={labels.video}
          className="size-full object-cover wide:object-contain"
        />
        <media-control-bar className="w-full">
          <media-play-button />
          <media-live-button />
          <media-mute-button />
          <media-volume-range className="max-sm:hidden" />
          <span className="grow" />
          <media-pip-button />
          <media-fullscreen-button />
        </media-control-bar>
      </media-controller>
      {covered && (
        <div data-slate="" className="pointer-events-none absolute inset-0 bg-video">
          {/* biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here */}
          {slate ?? (poster && <img src={poster} alt="" className="size-full object-cover" />)}
        </div>
      )}
      {needsTap && status === "live" && (
        <button
          type="button"
          aria-label={labels.play}
          onClick={play}
          className="absolute inset-0 m-auto grid size-20 place-items-center rounded-full bg-video-shade text-on-video focus-on-video"
        >
          <Play aria-hidden="true" className="size-9" />
        </button>
      )}
      {!covered && muted && (
        <button
          type="button"
          onClick={unmute}
          className="absolute top-(--player-top,0.75rem) left-3 inline-flex h-11 items-center gap-2 rounded-full bg-video-shade px-4 font-medium text-on-video focus-on-video"
        >
          <Volume2 aria-hidden="true" className="size-5" />
          {labels.soundOn}
        </button>
      )}
    </div>
  );
}
