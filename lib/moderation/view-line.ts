import { chatBadge, type LiveMessage } from "#lib/live/contract.ts";

type Row = Pick<LiveMessage, "id" | "name" | "role" | "body"> & { at: Date; badge: string | null };

/** The line that one answers, as far as it still stands. */
export type Answered = Pick<LiveMessage, "id" | "name" | "body">;

/** Of a line that is answered, so many characters are shown beside the answer. */
const quoted = 40;

/** A line of the chat as everybody may see it. */
export function viewLine({ id, name, role, badge, body, at }: Row, answered?: Answered | null): LiveMessage {
  const { data } = chatBadge.safeParse(badge);
  return {
    ...{ id, name, role },
    ...(data && { badge: data }),
    ...(answered && { answers: { id: answered.id, name: answered.name, words: beginOf(answered.body) } }),
    ...{ body, at: at.toISOString() },
  };
}

function beginOf(body: string): string {
  const letters = [...body];
  return letters.length <= quoted ? body : `${letters.slice(0, quoted - 1).join("")}…`;
}
