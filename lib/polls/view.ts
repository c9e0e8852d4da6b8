import { z } from "zod";
import type { LivePoll } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Poll } from "#prisma/client/client.ts";
import type { PollView } from "./schema.ts";

/** What everybody sees of the nearest. */
const shown = 3;

const texts = z.record(z.string(), z.object({ title: z.string().optional(), choices: z.string().optional() }));
const nearest = z.array(z.object({ userId: z.uuid(), name: z.string(), minor: z.number() }));
export type Nearest = z.infer<typeof nearest>;

/** Of a guess whose price is known: the nearest hundred, nearest first, with who they are. */
export function nearestOf(poll: Pick<Poll, "nearest">): Nearest {
  return nearest.parse(poll.nearest);
}

/** A poll as the room has it. Refuses one that was never opened with poll_wrong_state. */
export function viewLivePoll(poll: Poll): LivePoll {
  const { status, openedAt, ...view } = viewPoll(poll);
  if (status === "PREPARED" || !openedAt) throw new Refusal("poll_wrong_state");
  const { seconds: _, ...live } = view;
  return { ...live, status, openedAt };
}

export function viewPoll(poll: Poll): PollView {
  const { id, kind, status, title, choices, language, votes, currency, version, seconds } = poll;
  const right = poll.right === null ? null : Number(poll.right);
  const known = nearestOf(poll);
  const last = known.at(-1);
  return {
    ...{ id, kind, status, title, choices, language, votes, currency, version, seconds, right },
    texts: texts.parse(poll.texts),
    nearest: known.slice(0, shown).map(({ name, minor }) => ({ name, minor })),
    reach: last && right !== null ? Math.abs(last.minor - right) : null,
    openedAt: poll.openedAt?.toISOString() ?? null,
    closesAt: poll.closesAt?.toISOString() ?? null,
    closedAt: poll.closedAt?.toISOString() ?? null,
  };
}
