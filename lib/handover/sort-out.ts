import type { DoneForOrders } from "#lib/handover/schema.ts";
import { Refusal, type RefusalCode } from "#lib/refusal.ts";

/** One order of a list, and why it is left alone, if it is. */
export type Judged = { id: string; userId: string; state: string; refused: RefusalCode | null };

type Sorted = { done: string[]; refused: { id: string; code: RefusalCode }[] };

/** The answer for a list of orders; one that does not exist is not_found. */
export function sortOut(ids: string[], judged: Judged[]): Sorted {
  const known = new Map(judged.map(({ id, refused }) => [id, refused]));
  const sorted: Sorted = { done: [], refused: [] };
  for (const id of new Set(ids)) {
    const code = known.get(id);
    if (code === null) sorted.done.push(id);
    else sorted.refused.push({ id, code: code ?? "not_found" });
  }
  return sorted satisfies DoneForOrders;
}

/** For a list of one: throws what it was refused with. */
export function throwRefused({ refused }: Sorted): void {
  const [first] = refused;
  if (first) throw new Refusal(first.code);
}
