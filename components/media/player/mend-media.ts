/** What a source that cannot decode its pictures tries next: the decoder once more, itself once more, then it gives up. */
export type Mend = "recover" | "rebuild" | "giveUp";

const withinMs = 30_000;
const maxRecoveries = 2;

/**
 * @param before when the last errors were that followed each other within half a minute
 * @param isFinal the browser says that it does not know what comes: trying again changes nothing
 */
export function mendMedia(
  before: number[],
  { at, isFinal }: { at: number; isFinal: boolean },
): { errors: number[]; does: Mend } {
  const isCalm = at - (before.at(-1) ?? at) >= withinMs;
  const errors = isCalm ? [at] : [...before, at];
  if (isFinal || errors.length > maxRecoveries + 1) return { errors, does: "giveUp" };
  return { errors, does: errors.length > maxRecoveries ? "rebuild" : "recover" };
}
