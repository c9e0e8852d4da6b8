import { firstTier, type TierChoice } from "./choose-tier.ts";
import { idlePlayer, type PlayerState } from "./player-state.ts";
import type { PlaylistName } from "./playlist-source.ts";
import type { Presence, Return } from "./presence.ts";
import type { Trouble } from "./source.ts";
import type { Look } from "./stall-watch.ts";
import { startThin } from "./thin-ladder.ts";
import type { Unplayable, Way } from "./ways.ts";

/** All that the player remembers. Sources are known by numbers: a word of one that was let go of is known as old. */
export type PlayerMachine = {
  /** What the viewer gets to see of it. */
  shown: PlayerState;
  choice: TierChoice;
  /** How this browser may play a playlist, best first, and which of them is tried. */
  ways: Way[];
  way: number;
  /** What the line carries of the slower tier: since when it is only key pictures, and for how long it is left at that. */
  thin: { since: number | null; forMs: number };
  isReplay: boolean;
  wantsSound: boolean;
  /** A replay is nothing but the past. */
  wantsPast: boolean;
  isOnAir: boolean;
  /** The picture stood still since that was asked last. */
  hasStalled: boolean;
  /** What plays in the element. */
  source: number | null;
  /** A fast line that is tried beside it. */
  candidate: { id: number; since: number } | null;
  nextId: number;
  unseenSince: number | null;
  /** Since when something should move that has not. */
  startingSince: number | null;
  returnedAt: number;
};

/** What is the case outside in the moment of an event. `at` is the page's own clock, `serverMs` the server's, in milliseconds. */
export type Facts = Presence & {
  at: number;
  serverMs: number;
  /** From 0 to 1, another each time: so that a crowd does not do the same at one moment. */
  chance: number;
  /** So many watch that they must not all ask at one moment. */
  isCrowd: boolean;
  isEnded: boolean;
  /** The element has a picture of its source. */
  hasPicture: boolean;
  /** The browser refuses to play without a tap. */
  wantsTap: boolean;
  /** How far the picture on screen is behind the server's time; null while that is not known. */
  behindMs: number | null;
};

export type PlayerEvent =
  | { type: "begin" | "tick" | "resume" | "judgeLine" | "goLive" | "toggle" | "playOutside" | "pauseOutside" }
  | { type: "playback" | "stallsTaken" }
  | { type: "look"; look: Look }
  | { type: "ready"; id: number }
  /** `againMs`: when the server wants to be asked again. */
  | { type: "trouble"; id: number; trouble: Trouble; againMs?: number }
  | { type: "unplayable"; id: number; why: Unplayable }
  | { type: "returned"; what: Return }
  | { type: "seek"; streamMs: number }
  /** The source has no such moment. */
  | { type: "unseekable"; id: number; streamMs: number }
  | { type: "soundOnly"; isOn: boolean }
  | { type: "onAir"; isOnAir: boolean }
  | { type: "frozen"; isFrozen: boolean }
  | { type: "volume"; isSilent: boolean };

/** `openFast` begins a fast line that touches nothing yet; `attach` gives it the element. */
export type SourceEffect =
  | { do: "openFast" | "attach" | "detach" | "goLive" | "refresh"; id: number }
  | { do: "setThin"; id: number; isThin: boolean }
  | { do: "attachPlaylist"; id: number; name: PlaylistName; way: Way; isThin: boolean; startMs: number | undefined }
  | { do: "seek"; id: number; streamMs: number };

/** `wish`: the viewer pauses; `lift`: their pause is over; `freeze`: the last picture stays; `spare`: the slower tier's code is fetched. */
export type ElementEffect = { do: "play" | "pause" | "wish" | "lift" | "freeze" | "forgetStalls" | "spare" };

/** What is to be done, in order. */
export type PlayerEffect = SourceEffect | ElementEffect;

export type Step = { machine: PlayerMachine; effects: PlayerEffect[] };

type Start = Pick<PlayerMachine, "isReplay" | "wantsSound" | "isOnAir" | "ways"> & {
  canPlayFast: boolean;
  /** The browser says that its line is thin. */
  isThin: boolean;
};

export function startPlayer({ isReplay, wantsSound, isOnAir, canPlayFast, ways, isThin }: Start): PlayerMachine {
  return {
    ...{ shown: idlePlayer, choice: firstTier(canPlayFast), isReplay, wantsSound, wantsPast: isReplay, isOnAir },
    ...{ ways, way: 0, thin: startThin(isThin), hasStalled: false, source: null, candidate: null, nextId: 1 },
    ...{ unseenSince: null, startingSince: null, returnedAt: Number.NEGATIVE_INFINITY },
  };
}

/** The step, and after it this change and these effects. */
export function go({ machine, effects }: Step, change: Partial<PlayerMachine>, ...more: PlayerEffect[]): Step {
  return { machine: { ...machine, ...change }, effects: [...effects, ...more] };
}

/** The step, and after it the viewer gets this to see. */
export function show(step: Step, change: Partial<PlayerState>): Step {
  return go(step, { shown: { ...step.machine.shown, ...change } });
}

/** Paused by the viewer or by what the browser does for them; not by a change of sources. */
export function isHeld({ isPaused, pause, wantsTap }: Facts): boolean {
  return isPaused && (pause !== undefined || wantsTap);
}

/** Held, or on a page behind others without a sound: what comes meanwhile piles up for nobody. */
export function isUnseen(facts: Facts): boolean {
  return isHeld(facts) || (facts.isHidden && facts.isMuted && !facts.isBeside);
}
