"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { MediaStatus } from "#lib/media/schema.ts";
import { attachLive, type LiveSource } from "./live-source.ts";

/**
 * `seen`: a picture of this show was decoded. `playing`: it moves now. `muted`: as the element has it. `needsTap`: the
 * picture is there, but the browser starts it only for a tap.
 */
export type LiveVideo = {
  seen: boolean;
  playing: boolean;
  muted: boolean;
  needsTap: boolean;
  play: () => void;
  unmute: () => void;
  /** The moment of the picture that is seen, on the stream clock. */
  streamClock: () => number | undefined;
};

const lookEveryMs = 500;

/** Attaches a show's video to an element while there is something to play, and tells what the viewer gets to see. */
export function useLiveVideo(
  video: RefObject<HTMLVideoElement | null>,
  { showId, status }: { showId: string; status: MediaStatus },
): LiveVideo {
  const [seen, setSeen] = useState(false);
  const [playing, setPlaying] = useState(false);
  const [muted, setMuted] = useState(true);
  const [paused, setPaused] = useState(false);
  const source = useRef<LiveSource | null>(null);
  const wasInterrupted = useRef(false);
  const onAir = status === "live" || status === "interrupted";
  const [attached, setAttached] = useState(onAir);
  if (onAir && !attached) setAttached(true);

  useEffect(() => {
    const element = video.current;
    if (!element || !attached) return;
    element.muted = true;
    const live = attachLive(element, `/media/${encodeURIComponent(showId)}/live.m3u8`);
    source.current = live;
    const stopWatching = watchPicture(element, {
      seen: setSeen,
      playing: setPlaying,
      muted: setMuted,
      paused: setPaused,
    });
    return () => {
      stopWatching();
      live.detach();
      source.current = null;
      setSeen(false);
      setPlaying(false);
    };
  }, [video, showId, attached]);

  useEffect(() => {
    if (status === "live" && wasInterrupted.current) source.current?.goLive();
    wasInterrupted.current = status === "interrupted";
  }, [status]);

  function play(): void {
    source.current?.goLive();
  }

  function unmute(): void {
    if (video.current) video.current.muted = false;
    if (video.current?.paused) play();
  }

  const streamClock = useCallback(() => source.current?.streamClock(), []);

  return { seen, playing, muted, needsTap: paused && !seen, play, unmute, streamClock };
}

function watchPicture(
  video: HTMLVideoElement,
  tell: Record<"seen" | "playing" | "muted" | "paused", (value: boolean) => void>,
): () => void {
  let last = video.currentTime;
  const timer = setInterval(() => {
    const moves = video.currentTime !== last;
    last = video.currentTime;
    tell.playing(moves && !video.paused);
    tell.paused(video.paused && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
    if (moves && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) tell.seen(true);
  }, lookEveryMs);
  const tellMuted = () => tell.muted(video.muted || video.volume === 0);
  video.addEventListener("volumechange", tellMuted);
  tellMuted();
  return () => {
    clearInterval(timer);
    video.removeEventListener("volumechange", tellMuted);
  };
}
