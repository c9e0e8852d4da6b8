import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { TalkRules } from "#lib/live/contract.ts";

/** Sets the rules of a show's chat, for every line from now on. */
export async function setTalkRules(
  { db, publish }: Uses<"db" | "publish">,
  { id: showId, keeper }: TalkOf<"show">,
  rules: TalkRules,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { chatSlowSeconds, chatSpeakers, chatLinks } = await tx.show.findUniqueOrThrow({ where: { id: showId } });
    const before: TalkRules = { slowSeconds: chatSlowSeconds, speakers: chatSpeakers, links: chatLinks };
    const { slowSeconds, speakers, links } = rules;
    const data = { chatSlowSeconds: slowSeconds, chatSpeakers: speakers, chatLinks: links };
    await tx.show.update({ where: { id: showId }, data });
    await recordAct(tx, {
      ...{ actorId: keeper.id, action: "chat.rules_changed", subject: `show:${showId}` },
      ...{ before, after: rules },
    });
  });
  publish.talkChanged(showId, rules);
}
