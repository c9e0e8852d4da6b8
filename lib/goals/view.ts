import type { GoalView } from "#lib/goals/schema.ts";
import { inLanguage } from "#lib/texts/view.ts";
import type { Locale } from "#lib/words/locale.ts";

type Row = { units: number; gift: string; language: string; texts: unknown; reachedAt: Date | null };

export function viewGoal({ units, gift, reachedAt, ...written }: Row, reader?: Locale): GoalView {
  return { units, ...inLanguage(written, { gift }, reader), reachedAt: reachedAt?.toISOString() ?? null };
}
