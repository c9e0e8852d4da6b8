import type { TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed } from "./acts.ts";
import { isOfShow } from "./queries.ts";

/** Lets somebody write again. Twice is one act. Refuses with not_found, with talk_acted, and with not_allowed what holds everywhere. */
export async function liftSilence(
  { db, publish }: Uses<"db" | "publish">,
  talk: TalkOf<"show">,
  { silenceId, seen }: { silenceId: string; seen?: number },
): Promise<void> {
  const { id: showId, keeper } = talk;
  const subject = `silence:${silenceId}`;
  const silence = await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject, seen });
    const found = await tx.chatSilence.findFirst({ where: { id: silenceId, ...isOfShow(showId) } });
    if (!found) throw new Refusal("not_found");
    if (found.showId === null && !may(keeper, "moderateEveryShow")) throw new Refusal("not_allowed");
    const { count } = await tx.chatSilence.updateMany({
      where: { id: silenceId, liftedAt: null },
      data: { liftedAt: new Date(), liftedById: keeper.id },
    });
    if (count === 0) return found;
    const after = { silence: silenceId, name: found.name };
    await recordDeed(tx, talk, { kind: "silence_lifted", subject, about: found.name, after });
    return found;
  });
  publish.talkMoved(silence.showId);
}
