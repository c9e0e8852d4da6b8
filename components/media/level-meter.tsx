"use client";

import { useEffect, useRef } from "react";

const quietestDecibels = -60;
const announceEveryMs = 500;

/** How loud the microphone is. Painted each frame without React, read out twice a second. */
export function LevelMeter({ stream, label }: { stream: MediaStream; label: string }) {
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (stream.getAudioTracks().length === 0) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    const source = context.createMediaStreamSource(stream);
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = requestAnimationFrame(paint);
    let announcedAt = 0;

    function paint(at: number): void {
      frame = requestAnimationFrame(paint);
      analyser.getFloatTimeDomainData(samples);
      const level = toLevel(samples);
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(3)})`;
      if (at - announcedAt < announceEveryMs) return;
      announcedAt = at;
      if (meter.current) meter.current.value = level;
    }

    return () => {
      cancelAnimationFrame(frame);
      source.disconnect();
      void context.close();
    };
  }, [stream]);

  return (
    <div className="h-1.5 w-full overflow-hidden rounded-full bg-video-shade">
      <meter ref={meter} min={0} max={1} aria-label={label} className="sr-only" />
      <div ref={bar} className="h-full w-full origin-left scale-x-0 rounded-full bg-ok" />
    </div>
  );
}

/** 0 for silence, 1 for full scale, even in decibels between. */
function toLevel(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-12);
  return Math.min(1, Math.max(0, 1 - decibels / quietestDecibels));
}
