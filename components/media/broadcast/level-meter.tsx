"use client";

import { useEffect, useRef } from "react";
import { levelOf } from "./sound-level.ts";
import type { SoundMixer } from "./sound-mixer.ts";

const announceEveryMs = 500;

/** How loud the sound is that goes out. Painted each frame without React, read out twice a second. */
export function LevelMeter({ mixer, label }: { mixer: SoundMixer; label: string }) {
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const samples = new Float32Array(1024);
    let frame = requestAnimationFrame(paint);
    let announcedAt = 0;

    function paint(at: number): void {
      frame = requestAnimationFrame(paint);
      mixer.read(samples);
      const level = levelOf(samples);
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(3)})`;
      if (at - announcedAt < announceEveryMs) return;
      announcedAt = at;
      if (meter.current) meter.current.value = level;
    }

    return () => cancelAnimationFrame(frame);
  }, [mixer]);

  return (
    <div className="h-1.5 w-full overflow-hidden rounded-full bg-video-shade">
      <meter ref={meter} min={0} max={1} aria-label={label} className="sr-only" />
      <div ref={bar} className="h-full w-full origin-left scale-x-0 rounded-full bg-ok" />
    </div>
  );
}
