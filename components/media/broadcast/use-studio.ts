"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { AirRequest, AirStatus, Moment, SoundCodec } from "./air-messages.ts";
import { type Layout, possibleLayout, type Size, slots } from "./layouts.ts";
import { Studio, type StudioAbility } from "./studio.ts";
import type { Devices } from "./use-capture.ts";

export type StudioHandle = ReturnType<typeof useStudio>;

const stopWithinMs = 6000;

/** The studio of this page, open while there is something to show, with what the devices give. */
export function useStudio(devices: Devices, size: Size) {
  const [studio, setStudio] = useState<Studio | null>(null);
  const [ability, setAbility] = useState<StudioAbility | null>(null);
  const [sound, setSound] = useState<SoundCodec | null>(null);
  const [status, setStatus] = useState<AirStatus | null>(null);
  const [restarts, setRestarts] = useState(0);
  const [layout, setLayout] = useState<Layout>("face");
  const stopped = useRef(() => {});
  const lastMoment = useRef<{ moment: Moment; at: number } | null>(null);
  const { face, product, sounds } = devices;
  const isOnAir = status !== null && status.state !== "stopped";
  // A camera with its microphone may be unplugged on air; the show goes on until another is.
  const isNeeded = isOnAir || face !== null || product !== null || sounds.length > 0;
  const present = slots.filter((slot) => devices[slot] !== null);

  useEffect(() => {
    if (!isNeeded) return;
    const opened = new Studio({
      onReady: setAbility,
      onSound: setSound,
      onStatus: (news) => {
        if (news.state === "stopped") stopped.current();
        lastMoment.current = news.moment && { moment: news.moment, at: performance.now() };
        setStatus(news);
      },
      onRestarted: () => {
        setRestarts((before) => before + 1);
        setStatus((before) => before && { ...before, state: "retrying", lastError: "restarted" });
      },
    });
    setStudio(opened);
    return () => {
      opened.close();
      setStudio(null);
    };
  }, [isNeeded]);

  useInputs(studio, { devices, size, layout });

  const start = useCallback((air: AirRequest) => studio?.start(air), [studio]);
  const stop = useCallback(async () => {
    if (!studio) return;
    const isDone = new Promise<void>((resolve) => {
      stopped.current = resolve;
      setTimeout(resolve, stopWithinMs);
    });
    studio.stop();
    await isDone;
  }, [studio]);

  /** Which moment of the picture the host looks at; undefined where nothing is on air or nobody knows. */
  const moment = useCallback(() => goneOn(lastMoment.current), []);

  return {
    studio,
    ability,
    /** How often what makes the picture had to be started again: what was handed to it went with it. */
    restarts,
    sound,
    status,
    moment,
    layout: possibleLayout(layout, present),
    present,
    setLayout,
    start,
    stop,
  };
}

function goneOn(last: { moment: Moment; at: number } | null): Moment | undefined {
  return last
    ? { ...last.moment, mediaSeconds: last.moment.mediaSeconds + (performance.now() - last.at) / 1000 }
    : undefined;
}

type Inputs = { devices: Devices; size: Size; layout: Layout };

/** Whatever changes of what goes in is handed to the studio. */
function useInputs(studio: Studio | null, { devices: { face, product, sounds }, size, layout }: Inputs): void {
  useEffect(() => studio?.setSources({ face, product, sounds }), [studio, face, product, sounds]);
  useEffect(() => studio?.setOutput(size), [studio, size]);
  useEffect(() => studio?.setLayout(layout, !matchMedia("(prefers-reduced-motion: reduce)").matches), [studio, layout]);
  useEffect(() => (studio ? resumeSoundOnTouch(studio) : undefined), [studio]);
}

/** A browser that waits for a touch before sound may run gets it with the first one, one that slept when it wakes. */
function resumeSoundOnTouch({ mixer }: Studio): () => void {
  const resume = () => {
    if (!mixer.isRunning()) void mixer.resume();
  };
  resume();
  const touches = ["pointerdown", "keydown"] as const;
  for (const touch of touches) window.addEventListener(touch, resume);
  document.addEventListener("visibilitychange", resume);
  return () => {
    document.removeEventListener("visibilitychange", resume);
    for (const touch of touches) window.removeEventListener(touch, resume);
  };
}
