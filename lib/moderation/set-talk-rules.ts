import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { expectUntouched, recordDeed } from "./acts.ts";
import type { TalkSettings } from "./schema.ts";
import { type KeptRules, publicRules, readRules, writeRules } from "./talk-rules.ts";

/** Sets the rules of a show's chat, for every line from now on. Refuses with talk_acted. */
export async function setTalkRules(
  { db, publish }: Uses<"db" | "publish">,
  talk: TalkOf<"show">,
  { seen, ...settings }: TalkSettings,
): Promise<void> {
  const { id: showId } = talk;
  const rules = await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject: "rules", seen });
    const before = await readRules(tx, showId);
    const after: KeptRules = { ...before, ...settings, delaySeconds: settings.delaySeconds ?? before.delaySeconds };
    await writeRules(tx, showId, after);
    await recordDeed(tx, talk, { kind: "rules_changed", subject: "rules", about: "", before, after });
    return after;
  });
  publish.talkChanged(showId, publicRules(rules));
  publish.talkMoved(showId);
}
