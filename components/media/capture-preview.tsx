"use client";

import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import { LevelMeter } from "./level-meter.tsx";

/** What the host is about to send, or sends: silent, mirrored for a camera, with the microphone's level. */
export function CapturePreview({
  stream,
  mirrored,
  labels,
}: {
  stream: MediaStream;
  mirrored: boolean;
  labels: { preview: string; level: string };
}) {
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);

  return (
    <div className="relative size-full overflow-hidden bg-video">
      <video
        ref={video}
        autoPlay
        muted
        playsInline
        aria-label={labels.preview}
        className={clsx("size-full object-contain", mirrored && "-scale-x-100")}
      />
      <div className="absolute inset-x-3 bottom-3">
        <LevelMeter stream={stream} label={labels.level} />
      </div>
    </div>
  );
}
