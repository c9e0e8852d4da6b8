import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectRoomFor } from "./expect-room-for.ts";
import { findPoll } from "./queries.ts";
import type { PollInput, PollView } from "./schema.ts";
import { viewPoll } from "./view.ts";

/** More than that nobody finds in a hurry. */
const mostOfShow = 100;

type Asking = TalkOf<"show">;

/** Keeps a poll for later, or changes one that nobody has seen. Refuses with show_ended, show_cancelled or polls_full. */
export async function preparePoll({ db }: Uses<"db">, talk: Asking, input: PollInput): Promise<PollView> {
  return db.$transaction(async (tx) => {
    const count = () => tx.poll.count({ where: { showId: talk.id } });
    await expectRoomFor(tx, talk.id, { count, most: mostOfShow, full: "polls_full" });
    return viewPoll(await tx.poll.create({ data: { showId: talk.id, ...columnsOf(input) } }));
  });
}

/** Refuses with not_found, or with poll_wrong_state once it was opened. */
export async function changePoll(
  app: Uses<"db">,
  talk: Asking,
  { pollId, input }: { pollId: string; input: PollInput },
): Promise<PollView> {
  const { count } = await app.db.poll.updateMany({
    where: { id: pollId, showId: talk.id, status: "PREPARED" },
    data: { ...columnsOf(input), version: { increment: 1 } },
  });
  const poll = await findPoll(app, talk, pollId);
  if (count === 0) throw new Refusal("poll_wrong_state");
  return viewPoll(poll);
}

/** Throws away one that is not open, with its answers. Refuses with not_found or poll_wrong_state. */
export async function discardPoll({ db }: Uses<"db">, { id: showId, keeper }: Asking, pollId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const poll = await tx.poll.findFirst({ where: { id: pollId, showId } });
    if (!poll) throw new Refusal("not_found");
    const { count } = await tx.poll.deleteMany({ where: { id: pollId, status: { not: "OPEN" } } });
    if (count === 0) throw new Refusal("poll_wrong_state");
    const { title, votes } = poll;
    const subject = `show:${showId}`;
    await recordAct(tx, { actorId: keeper.id, action: "poll.discarded", subject, before: { title, votes } });
  });
}

function columnsOf(input: PollInput) {
  const { kind, title, seconds, language, texts } = input;
  const said = { kind, title, seconds, language, texts };
  if (input.kind === "guess") return { ...said, currency: input.currency, choices: [], votes: [0] };
  return { ...said, currency: null, choices: input.choices, votes: input.choices.map(() => 0) };
}
