import { beginAgain, dropCandidate, fail, letGo, tryFast, use } from "./change-source.ts";
import { afterStall, isTimeForFast } from "./choose-tier.ts";
import { type Facts, go, isHeld, isUnseen, type PlayerMachine, type Step, show } from "./player-machine.ts";
import type { Look } from "./stall-watch.ts";
import { goThin, goWhole, isTimeForWhole } from "./thin-ladder.ts";

const fastWithinMs = 2500;
const maxStallMs = 1500;
/** What should move and has not by then is begun again. */
const maxStartMs = 6000;
/** Nobody knows for how long: the picture stays, what comes meanwhile is in the recording. */
export const maxPauseMs = 8000;

/**
 * Ten times a second, before the picture is looked at: the fast line that is tried has its time, and so has the next try. What cannot be
 * played by any way is tried again when somebody asks for it, not by the clock.
 */
export function tick(step: Step, facts: Facts): Step {
  const { candidate, isOnAir } = step.machine;
  const isTooLate = candidate && isOnAir && facts.at - candidate.since > fastWithinMs;
  const tried = isTooLate ? fail(step, facts, { id: candidate.id, trouble: "lost" }) : step;
  const { candidate: trying, shown } = tried.machine;
  const isFree = wantsLive(tried.machine) && isOnAir && !trying && !shown.cannotPlay && !isUnseen(facts);
  return isFree && isTimeForFast(tried.machine.choice, facts.at) ? tryFast(tried, facts.at) : tried;
}

/** Ten times a second: what was seen of the picture. */
export function look(step: Step, facts: Facts, seen: Look): Step {
  const parked = parkUnseen(tellPicture(step, facts, seen), facts);
  const started = awaitStart(parked, facts, seen);
  if (!started.machine.isOnAir || facts.isHidden) return started;
  return weighLine(judgeStall(started, facts, seen), facts, seen);
}

/** Down the ladder in the slower tier when the picture stands still again and again, and up again after a calm while. */
function weighLine(step: Step, { at }: Facts, { begun, isOften }: Look): Step {
  const { source, shown, thin } = step.machine;
  if (source === null || shown.tier !== "hls") return step;
  if (thin.since !== null && begun) return go(step, { thin: goThin(thin, at) });
  if (thin.since === null && begun && isOften) {
    return go(step, { thin: goThin(thin, at) }, { do: "forgetStalls" }, { do: "setThin", id: source, isThin: true });
  }
  return isTimeForWhole(thin, at)
    ? go(step, { thin: goWhole(thin) }, { do: "setThin", id: source, isThin: false })
    : step;
}

function tellPicture(step: Step, { isPaused, hasPicture, wantsTap }: Facts, { isMoving, isOften }: Look): Step {
  const { seen, isThin, tier, cannotPlay } = step.machine.shown;
  return show(step, {
    playing: isMoving,
    seen: seen || (isMoving && hasPicture),
    needsTap: isPaused && !seen && (hasPicture || wantsTap),
    cannotPlay: isMoving && hasPicture ? null : cannotPlay,
    isThin: isThin || (isOften && tier === "hls" && step.machine.thin.since !== null),
  });
}

/** Its seat is free for another, nothing is asked for any more, and the last picture stays. */
function parkUnseen(step: Step, facts: Facts): Step {
  const unseenSince = isUnseen(facts) ? (step.machine.unseenSince ?? facts.at) : null;
  const looked = go(step, { unseenSince });
  const isLong = unseenSince !== null && facts.at - unseenSince > maxPauseMs;
  const { source, candidate, wantsPast } = step.machine;
  if (!isLong || wantsPast || (source === null && !candidate)) return looked;
  return letGo(dropCandidate(go(looked, {}, { do: "freeze" })));
}

function awaitStart(step: Step, facts: Facts, { hasMoved }: Look): Step {
  const { isOnAir, wantsPast, source } = step.machine;
  const isStarting = !hasMoved && !isHeld(facts) && !facts.isHidden && (isOnAir || wantsPast);
  const startingSince = isStarting ? (step.machine.startingSince ?? facts.at) : null;
  const isStuck = startingSince !== null && facts.at - startingSince > maxStartMs;
  const waiting = go(step, { startingSince });
  return isStuck && source !== null ? beginAgain(waiting, facts, source) : waiting;
}

function judgeStall(step: Step, facts: Facts, { begun, lastedMs }: Look): Step {
  const { choice, source, shown } = step.machine;
  const judged = begun ? go(step, { hasStalled: true, choice: afterStall(choice, facts) }) : step;
  const isGivenUp = choice.tier === "fast" && judged.machine.choice.tier === "hls";
  if (begun && isGivenUp && wantsLive(step.machine)) return use(judged, "live");
  if (source === null || shown.tier !== "fast" || lastedMs <= maxStallMs) return judged;
  return fail(judged, facts, { id: source, trouble: "stalled" });
}

function wantsLive({ wantsPast, wantsSound }: PlayerMachine): boolean {
  return !wantsPast && !wantsSound;
}
