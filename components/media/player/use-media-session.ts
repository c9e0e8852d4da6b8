"use client";

import { type RefObject, useEffect } from "react";
import { holdMediaSession, tellSession } from "./media-session.ts";
import type { Player } from "./player.ts";
import type { PlayerState } from "./player-state.ts";

type Wish = {
  title: string;
  poster: string | undefined;
  isReplay: boolean;
  state: PlayerState;
  player: RefObject<Player | null>;
};

/** The lock screen and headphones of this player. */
export function useMediaSession({ title, poster, isReplay, state: { seen, paused, tier }, player }: Wish): void {
  useEffect(
    () =>
      holdMediaSession({
        ...{ title, artwork: poster, isReplay },
        onPlay: () => player.current?.playFromOutside(),
        onPause: () => player.current?.pauseFromOutside(),
        onSkip: (seconds) => player.current?.skip(seconds),
        onLive: () => player.current?.goLive(),
      }),
    [title, poster, isReplay, player],
  );

  useEffect(() => {
    if (seen) tellSession({ isPaused: paused, isLive: tier === "fast" || tier === "hls" || tier === "audio" });
  }, [seen, paused, tier]);
}
