"use client";

import { type RefObject, useEffect } from "react";
import { serverTime } from "#components/ui/clock.ts";
import { say } from "#lib/live/socket.ts";
import type { Player } from "./player.ts";
import type { PlayerState } from "./player-state.ts";

const everyMs = 10_000;

/** Tells the server every ten seconds how this viewer's picture does, so that the host sees how many struggle. */
export function useWatchReport(
  showId: string,
  {
    player,
    state,
    clock,
  }: { player: RefObject<Player | null>; state: PlayerState; clock: RefObject<() => number | null> },
): void {
  const { tier, cannotPlay, isSoundless } = state;
  const fails = cannotPlay ?? (isSoundless ? "sound" : undefined);
  useEffect(() => {
    if (!tier || tier === "replay") return;
    const timer = setInterval(() => {
      const at = clock.current();
      const behind = at === null ? null : Math.min(86_400, Math.max(0, (serverTime() - at) / 1000));
      const stalled = player.current?.takeStalled() ?? false;
      void say("watch", { showId, tier, behindSeconds: behind, stalled, ...(fails && { fails }) });
    }, everyMs);
    return () => clearInterval(timer);
  }, [showId, player, tier, fails, clock]);
}
