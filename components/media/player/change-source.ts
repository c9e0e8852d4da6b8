import { afterAbsence, afterFast, afterReturn, afterTrouble } from "./choose-tier.ts";
import { type Facts, go, type PlayerEffect, type Step, show } from "./player-machine.ts";
import type { Tier } from "./player-state.ts";
import type { PlaylistName } from "./playlist-source.ts";
import type { Trouble } from "./source.ts";
import { goThin } from "./thin-ladder.ts";
import type { Unplayable } from "./ways.ts";

const justBackMs = 3000;

/** With what is wanted: the recording, the sound alone, or the live tier that was chosen. */
export function begin(step: Step, at: number): Step {
  const { isReplay, wantsSound, choice } = step.machine;
  if (isReplay) return use(step, "replay");
  if (wantsSound) return use(step, "audio");
  if (choice.tier === "hls") return use(step, "live");
  return tryFast(step, at);
}

/** Beside what plays, which it follows when it has pictures. */
export function tryFast(step: Step, at: number): Step {
  const free = dropCandidate(step);
  const id = free.machine.nextId;
  // Whoever tries it is there again, though the element may still be paused from before.
  return go(free, { candidate: { id, since: at }, unseenSince: null, nextId: id + 1 }, { do: "openFast", id });
}

/** The fast line that is tried has pictures to show. */
export function takeFast(step: Step, id: number, at: number): Step {
  const { candidate, choice } = step.machine;
  if (candidate?.id !== id) return step;
  const free = go(step, { candidate: null, choice: afterFast(choice, at) });
  return go(adopt(free, { id, tier: "fast" }, { do: "attach", id }), {}, { do: "spare" });
}

/** A playlist instead of whatever plays or is tried. */
export function use(step: Step, name: PlaylistName, startMs?: number): Step {
  const free = dropCandidate(step);
  const id = free.machine.nextId;
  const tier = name === "live" ? "hls" : name;
  const { ways, way: index, thin } = free.machine;
  const way = ways[index] ?? "mse";
  const attach = { do: "attachPlaylist", id, name, way, isThin: thin.since !== null, startMs } as const;
  return show(adopt(go(free, { nextId: id + 1 }), { id, tier }, attach), { isSoundless: way === "picture" });
}

/** The next way to play the same; when there is none, words, and another try when something changes. */
export function cannotPlay(step: Step, facts: Facts, { id, why }: { id: number; why: Unplayable }): Step {
  const { source, shown, ways, way } = step.machine;
  if (source !== id) return step;
  const next = ways[way + 1];
  const name = shown.tier === "hls" || shown.tier === "fast" || shown.tier === null ? "live" : shown.tier;
  const startMs = name === "live" || facts.behindMs === null ? undefined : facts.serverMs - facts.behindMs;
  // Only the newest pictures are there without their sound.
  if (next && (next !== "picture" || name === "live")) return use(go(step, { way: way + 1 }), name, startMs);
  return show(letGo(go(step, { way: 0 })), { cannotPlay: why, isSoundless: false });
}

/** It is given its time to begin: what is let go of again before it plays never plays. */
function adopt(step: Step, { id, tier }: { id: number; tier: Tier }, attach: PlayerEffect): Step {
  const frozen = letGo(go(step, {}, { do: "freeze" }));
  const change = { source: id, unseenSince: null, startingSince: null };
  return show(go(frozen, change, { do: "forgetStalls" }, attach), { tier, isThin: false, isSoundless: false });
}

/** The source is let go of; its last picture stays. */
export function letGo(step: Step): Step {
  const { source } = step.machine;
  return source === null ? step : go(step, { source: null }, { do: "detach", id: source });
}

export function dropCandidate(step: Step): Step {
  const { candidate } = step.machine;
  return candidate ? go(step, { candidate: null }, { do: "detach", id: candidate.id }) : step;
}

type Failure = { id: number; trouble: Trouble; againMs?: number };

/** The fast line is no more use: a picture that comes a little later is better than none. */
export function fail(step: Step, facts: Facts, { id, trouble, againMs }: Failure): Step {
  const { candidate, source, choice, returnedAt, shown, wantsPast, wantsSound } = step.machine;
  const isTried = candidate?.id === id;
  if (!isTried && (source !== id || trouble === "over")) return step;
  const { at, chance, isHidden, isOnline } = facts;
  const isJustBack = at - returnedAt < justBackMs;
  const isAbsent = isHidden || !isOnline || isJustBack;
  const judged = isAbsent ? afterAbsence(choice, facts) : afterTrouble(choice, trouble, { at, chance, againMs });
  // A line that died behind the viewer's back is found dead only now.
  const next = isJustBack ? afterReturn(judged, at) : judged;
  const { thin } = step.machine;
  const isSlow = !isAbsent && trouble === "slow";
  const told = go(isTried ? dropCandidate(step) : step, {
    choice: next,
    thin: isSlow ? goThin(thin, at) : thin,
    returnedAt: Number.NEGATIVE_INFINITY,
  });
  const needsSource = source === null || source === id || (shown.tier !== "fast" && shown.tier !== "hls");
  return needsSource && !wantsPast && !wantsSound ? use(told, "live") : told;
}

/** The browser broke off the play, which it does not do again by itself, or nothing came over the fast line. */
export function beginAgain(step: Step, facts: Facts, stuck: number): Step {
  const waiting = go(step, { startingSince: null });
  if (step.machine.shown.tier === "fast") return fail(waiting, facts, { id: stuck, trouble: "stalled" });
  return facts.isPaused ? go(waiting, {}, { do: "play" }) : waiting;
}
