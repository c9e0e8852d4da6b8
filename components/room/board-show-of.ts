import type { BoardShow } from "#components/questions/question-board.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";

/** A show as its questions need it. `startedMs`: where the clock begins that answers are named by; its start, unless the replay's is given. */
export function boardShowOf(
  view: ShowView,
  room: Pick<Snapshot, "questions" | "viewers"> | null,
  startedMs: number | null = view.wentLiveAt ? Date.parse(view.wentLiveAt) : null,
): BoardShow {
  const products = view.products.map(({ id, name }) => ({ id, name }));
  return { id: view.id, version: room?.questions.version ?? 0, viewers: room?.viewers ?? 0, startedMs, products };
}
