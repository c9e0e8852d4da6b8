import type { TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { isOfShow } from "./queries.ts";

/** Lets somebody write again. Twice is one act. Refuses with not_found, and with not_allowed what holds everywhere. */
export async function liftSilence(
  { db }: Uses<"db">,
  talk: TalkOf<"show">,
  { silenceId }: { silenceId: string },
): Promise<void> {
  const { id: showId, keeper } = talk;
  await db.$transaction(async (tx) => {
    const found = await tx.chatSilence.findFirst({ where: { id: silenceId, ...isOfShow(showId) } });
    if (!found) throw new Refusal("not_found");
    if (found.showId === null && !may(keeper, "moderateEveryShow")) throw new Refusal("not_allowed");
    const { count } = await tx.chatSilence.updateMany({
      where: { id: silenceId, liftedAt: null },
      data: { liftedAt: new Date(), liftedById: keeper.id },
    });
    if (count === 0) return;
    const after = { silence: silenceId, name: found.name };
    await recordAct(tx, { actorId: keeper.id, action: "chat.silence_lifted", subject: `show:${showId}`, after });
  });
}
