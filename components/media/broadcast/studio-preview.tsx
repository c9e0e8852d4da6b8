"use client";

import { useEffect, useRef } from "react";
import { LevelMeter } from "./level-meter.tsx";
import type { StudioHandle } from "./use-studio.ts";

const previewWidth = 640;

type StudioPreviewProps = {
  handle: StudioHandle;
  /** What is shown where pictures are not composed. */
  track: MediaStreamTrack | null;
  labels: { preview: string; level: string };
};

/** What viewers see or would see, with the level of the sound that goes with it. */
export function StudioPreview({ handle: { studio, ability, restarts }, track, labels }: StudioPreviewProps) {
  const holder = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a studio that was started again needs another canvas
  useEffect(() => {
    if (!studio || ability !== "composes") return;
    // A canvas can be handed over once, so it is made for the studio that gets it.
    const canvas = document.createElement("canvas");
    canvas.width = previewWidth;
    canvas.className = "size-full object-contain";
    holder.current?.replaceChildren(canvas);
    studio.setPreview(canvas);
    return () => studio.setPreview(null);
  }, [studio, ability, restarts]);

  return (
    <div className="relative size-full overflow-hidden bg-video">
      {ability === "composes" ? (
        <div ref={holder} role="img" aria-label={labels.preview} className="size-full" />
      ) : (
        track && <PlainPreview track={track} label={labels.preview} />
      )}
      <div className="absolute inset-x-3 bottom-3">
        {studio && <LevelMeter mixer={studio.mixer} label={labels.level} />}
      </div>
    </div>
  );
}

function PlainPreview({ track, label }: { track: MediaStreamTrack; label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track]);
  }, [track]);
  return <video ref={video} autoPlay muted playsInline aria-label={label} className="size-full object-contain" />;
}
