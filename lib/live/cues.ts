import type { PinCue, QuestionCue } from "#lib/live/contract.ts";

/** Changes of the pin that a live screen remembers: enough for any delay; a rewind reads them all. */
export const recentCues = 20;
/** Lines of the talk that a room keeps, here and on every screen. */
export const recentChat = 200;

/** The cues with one more, in the order of the show; one that is known already changes nothing. */
export function addCue(cues: PinCue[], cue: PinCue): PinCue[] {
  const last = cues.at(-1);
  if (last && isSame(last, cue)) return cues;
  if (cues.some((known) => isSame(known, cue))) return cues;
  return [...cues, cue].toSorted((one, other) => one.atMs - other.atMs).slice(-recentCues);
}

/**
 * What was pinned at a moment of the picture, on the stream clock. Without a picture (`clockMs` null) it is the newest:
 * whoever sees nothing waits for nothing.
 */
export function pinnedAt(cues: PinCue[], clockMs: number | null): string | null {
  const cue = clockMs === null ? cues.at(-1) : cues.findLast(({ atMs }) => atMs <= clockMs);
  return cue?.productId ?? null;
}

/** Questions on air that a screen remembers: enough for any delay. */
const recentAsked = 5;

/** The same of questions on air; of one moment the later one holds. */
export function addAsked(asked: QuestionCue[], cue: QuestionCue): QuestionCue[] {
  const others = asked.filter(({ atMs, question }) => atMs !== cue.atMs || question?.id !== cue.question?.id);
  return [...others, cue].toSorted((one, other) => one.atMs - other.atMs).slice(-recentAsked);
}

/** What was on air at a moment of the picture; without a picture it is the newest. */
export function askedAt(asked: QuestionCue[], clockMs: number | null): QuestionCue["question"] {
  const cue = clockMs === null ? asked.at(-1) : asked.findLast((each) => each.atMs <= clockMs);
  return cue?.question ?? null;
}

function isSame(one: PinCue, other: PinCue): boolean {
  return one.atMs === other.atMs && one.productId === other.productId;
}
