import type { Unplayable } from "./ways.ts";

/** How the show comes: the two live tiers, its sound alone, the show so far, or the show that is over. */
export type Tier = "fast" | "hls" | "audio" | "dvr" | "replay";

/**
 * What the viewer gets. `seen`: a picture was decoded; `playing`: it moves now; `frozen`: the last one stands while the
 * source changes; `isThin`: the line hardly carries the video; `paused`: by the viewer's wish; `cannotPlay`: why this browser
 * plays nothing of it; `isSoundless`: it plays the pictures alone, for it cannot play the sound.
 */
export type PlayerState = {
  tier: Tier | null;
  seen: boolean;
  playing: boolean;
  paused: boolean;
  frozen: boolean;
  muted: boolean;
  needsTap: boolean;
  isThin: boolean;
  cannotPlay: Unplayable | null;
  isSoundless: boolean;
};

export const idlePlayer: PlayerState = {
  ...{ tier: null, seen: false, playing: false, paused: false, frozen: false, muted: true, needsTap: false },
  ...{ isThin: false, cannotPlay: null, isSoundless: false },
};
