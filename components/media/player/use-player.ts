"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { MediaStatus } from "#lib/media/schema.ts";
import { crowdDelay } from "./around.ts";
import { keepSound } from "./kept-sound.ts";
import { Player } from "./player.ts";
import { idlePlayer, type PlayerState } from "./player-state.ts";
import { useMediaSession } from "./use-media-session.ts";

type PlayerWish = {
  video: RefObject<HTMLVideoElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  showId: string;
  title: string;
  poster?: string;
  status: MediaStatus;
  isReplay: boolean;
  /** So many watch that they must not all ask at one moment. */
  isCrowd?: boolean;
  /** Null until it is known. */
  soundOnly: boolean | null;
  /** Where the page reads which moment is on screen. */
  clock: RefObject<() => number | null>;
};

/** The player of this page while there is something to play, and what the viewer gets to see of it. */
export function usePlayer(wish: PlayerWish) {
  const { video, canvas, showId, title, poster, status, isReplay, isCrowd = false, soundOnly, clock } = wish;
  const [state, setState] = useState<PlayerState>(idlePlayer);
  const player = useRef<Player | null>(null);
  const isThere = isReplay || status === "live" || status === "interrupted";
  const [isWanted, setWanted] = useState(isThere);
  const isKnown = soundOnly !== null;
  const crowd = useRef(isCrowd);
  crowd.current = isCrowd;
  const start = useRef({ soundOnly: false, isOnAir: false });
  start.current = { soundOnly: soundOnly ?? false, isOnAir: status === "live" };

  useEffect(() => {
    if (!isThere || isWanted) return;
    const begins = setTimeout(() => setWanted(true), crowdDelay(crowd.current));
    return () => clearTimeout(begins);
  }, [isThere, isWanted]);

  useEffect(() => {
    const [element, still] = [video.current, canvas.current];
    if (!element || !still || !isWanted || !isKnown) return;
    const made = new Player({
      ...{ video: element, canvas: still, showId, isReplay, now: serverTime, onState: setState },
      isCrowd: () => crowd.current,
      ...start.current,
    });
    player.current = made;
    const letGo = isReplay ? undefined : keepSound(element);
    clock.current = made.clock;
    return () => {
      player.current = null;
      clock.current = () => null;
      letGo?.();
      made.close();
      setState(idlePlayer);
    };
  }, [video, canvas, clock, showId, isReplay, isWanted, isKnown]);

  useMediaSession({ title, poster, isReplay, state, player });

  useEffect(() => {
    player.current?.setSoundOnly(soundOnly ?? false);
  }, [soundOnly]);

  useEffect(() => {
    player.current?.setOnAir(status === "live");
  }, [status]);

  return { state, player, isBeside: useBeside(video) };
}

/** The picture is in a window of its own. */
function useBeside(video: RefObject<HTMLVideoElement | null>): boolean {
  const [isBeside, setBeside] = useState(false);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const tell = () => setBeside(document.pictureInPictureElement === element);
    element.addEventListener("enterpictureinpicture", tell);
    element.addEventListener("leavepictureinpicture", tell);
    return () => {
      element.removeEventListener("enterpictureinpicture", tell);
      element.removeEventListener("leavepictureinpicture", tell);
    };
  }, [video]);

  return isBeside;
}
