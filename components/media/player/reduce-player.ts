import { crowdDelay } from "./around.ts";
import { begin, cannotPlay, fail, takeFast, tryFast, use } from "./change-source.ts";
import { afterReturn } from "./choose-tier.ts";
import { look, maxPauseMs, tick } from "./look-at-player.ts";
import { type Facts, go, type PlayerEvent, type PlayerMachine, type Step, show } from "./player-machine.ts";
import type { Return } from "./presence.ts";

/** Further behind than this nobody who comes back wants to be. */
const lateSeconds = { fast: 1.5, hls: 8 };
const liveWithinMs = 6000;

/** One event: what the player remembers from then on, and what is to be done. Nothing is read or touched besides. */
export function reducePlayer(machine: PlayerMachine, event: PlayerEvent, facts: Facts): Step {
  const step: Step = { machine, effects: [] };
  switch (event.type) {
    case "begin":
      return begin(step, facts.at);
    case "tick":
      return tick(step, facts);
    case "look":
      return look(step, facts, event.look);
    case "ready":
      return takeFast(step, event.id, facts.at);
    case "trouble":
      return fail(step, facts, event);
    case "unplayable":
      return cannotPlay(step, facts, event);
    case "returned":
      return hearReturn(step, facts, event.what);
    case "resume":
      return resume(step, facts);
    case "judgeLine":
      return judgeLine(step, facts);
    case "goLive":
      return goLive(step, facts);
    case "seek":
      return seek(step, facts, event.streamMs);
    case "unseekable":
      return machine.source === event.id ? goBack(step, event.streamMs) : step;
    case "toggle":
      return toggle(step, facts);
    case "playOutside":
      return isPaused(machine, facts) ? toggle(step, facts) : step;
    case "pauseOutside":
      return pauseOutside(step, facts);
    case "soundOnly":
      return setSoundOnly(step, facts, event.isOn);
    case "onAir":
      return setOnAir(step, facts, event.isOnAir);
    case "playback":
      return hearPlayback(step, facts);
    case "stallsTaken":
      return go(step, { hasStalled: false });
    case "frozen":
      return show(step, { frozen: event.isFrozen });
    case "volume":
      return show(step, { muted: event.isSilent });
  }
}

/** What failed meanwhile counts for nothing. `resume` and `judgeLine` follow, each with what is the case by then. */
function hearReturn(step: Step, { at, pause }: Facts, what: Return): Step {
  const { choice, source, shown } = step.machine;
  const back = go(step, { returnedAt: at, choice: afterReturn(choice, at) });
  if (pause?.isWished || what !== "network" || shown.playing || source === null) return back;
  return go(back, {}, { do: "refresh", id: source });
}

/** Nobody comes back to a picture that stands or to the past. */
function resume(step: Step, facts: Facts): Step {
  const { source, candidate, wantsPast, shown } = step.machine;
  if (facts.pause?.isWished) return step;
  if (wantsPast) return facts.isPaused && shown.seen && !facts.isEnded ? go(step, {}, { do: "play" }) : step;
  if (source === null) return candidate ? step : begin(step, facts.at);
  return facts.isPaused || isLate(step.machine, facts) ? go(step, {}, { do: "goLive", id: source }) : step;
}

/** Nothing newer came over this line: it may be dead without having said so. */
function judgeLine(step: Step, facts: Facts): Step {
  const { source, candidate, wantsPast, isOnAir, shown } = step.machine;
  if (facts.pause?.isWished || shown.tier !== "fast" || source === null || candidate || wantsPast || !isOnAir)
    return step;
  return isLate(step.machine, facts) ? tryFast(step, facts.at) : step;
}

function isLate({ shown }: PlayerMachine, { behindMs }: Facts): boolean {
  return behindMs !== null && behindMs > 1000 * lateSeconds[shown.tier === "fast" ? "fast" : "hls"];
}

function goLive(step: Step, { at }: Facts): Step {
  const { isReplay, wantsPast, source } = step.machine;
  if (isReplay) return step;
  const lifted = go(step, { wantsPast: false }, { do: "lift" });
  return wantsPast || source === null ? begin(lifted, at) : go(lifted, {}, { do: "goLive", id: source });
}

function seek(step: Step, facts: Facts, streamMs: number): Step {
  const { isReplay, wantsPast, source } = step.machine;
  const lifted = go(step, {}, { do: "lift" });
  if (!isReplay && streamMs > facts.serverMs - liveWithinMs) return goLive(lifted, facts);
  if (wantsPast && source !== null) return go(lifted, {}, { do: "seek", id: source, streamMs });
  return goBack(lifted, streamMs);
}

function goBack(step: Step, streamMs: number): Step {
  return use(go(step, { wantsPast: true }), "dvr", streamMs);
}

/** Between two sources the element is paused though nobody paused it. */
function isPaused({ shown }: PlayerMachine, { isPaused, pause }: Facts): boolean {
  return isPaused && (pause !== undefined || !shown.seen);
}

function toggle(step: Step, facts: Facts): Step {
  const { wantsPast, wantsSound, source } = step.machine;
  if (!isPaused(step.machine, facts)) return go(step, {}, { do: "wish" });
  const { since = 0, clock: from = null, isWished = false } = facts.pause ?? {};
  // Within the tap, which is what a browser wants to see before it plays.
  const played = go(step, {}, { do: "lift" }, { do: "play" });
  if (wantsPast) return played;
  if (!isWished) return goLive(played, facts);
  // Whoever comes back to their own pause after a while goes on where they stopped, which the live tiers do not have any more.
  const isLong = facts.at - since > maxPauseMs;
  if (isLong && from !== null && !wantsSound) return seek(played, facts, from);
  return source === null ? begin(played, facts.at) : played;
}

/** Behind a lock screen or another tab it is no wish for the moment at which one stopped. */
function pauseOutside(step: Step, facts: Facts): Step {
  if (facts.isHidden) return go(step, {}, { do: "pause" });
  return isPaused(step.machine, facts) ? step : go(step, {}, { do: "wish" });
}

function setSoundOnly(step: Step, { at }: Facts, isOn: boolean): Step {
  const { wantsSound, isReplay } = step.machine;
  return wantsSound === isOn || isReplay ? step : begin(go(step, { wantsSound: isOn, wantsPast: false }), at);
}

/** Pictures that come again after a break begin at the newest one. */
function setOnAir(step: Step, { at, isCrowd, chance }: Facts, isOnAir: boolean): Step {
  const { choice, source, wantsPast, isOnAir: wasOnAir } = step.machine;
  const isBack = isOnAir && !wasOnAir;
  const goes =
    isBack && !wantsPast && source !== null ? go(step, {}, { do: "goLive", id: source }) : tryAgain(step, at);
  return go(
    goes,
    { isOnAir, choice: isBack ? afterReturn(choice, at + crowdDelay(isCrowd, chance)) : choice },
    { do: "forgetStalls" },
  );
}

/** What comes after a break may be of a kind that this browser plays. */
function tryAgain(step: Step, at: number): Step {
  const { source, candidate, shown } = step.machine;
  return shown.cannotPlay && source === null && !candidate ? begin(step, at) : step;
}

/** A browser that plays again by itself may find that there is nothing to play any more. */
function hearPlayback(step: Step, { isPaused, at }: Facts): Step {
  const { shown, source, candidate } = step.machine;
  const told = show(step, { paused: isPaused && shown.seen });
  const isLost = !isPaused && source === null && !candidate && !shown.cannotPlay;
  return isLost ? begin(told, at) : told;
}
