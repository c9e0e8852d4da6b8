import type { TalkOf } from "#lib/accounts/gate.ts";
import { may } from "#lib/accounts/rights.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { expectUntouched, recordDeed, type Transaction } from "./acts.ts";
import type { ChatFilter, FilterInput } from "./schema.ts";
import { readRules, readShopFilter, writeRules } from "./talk-rules.ts";

/**
 * Sets what a chat holds back, or what all chats do that have no filter of their own: that is for those alone who keep the chat of every
 * show. Refuses with not_allowed or talk_acted.
 */
export async function setFilter(
  { db, publish }: Uses<"db" | "publish">,
  talk: TalkOf<"show">,
  { filter, everywhere, seen }: FilterInput,
): Promise<void> {
  const { id: showId, keeper } = talk;
  if (everywhere && !may(keeper, "moderateEveryShow")) throw new Refusal("not_allowed", { field: "everywhere" });
  await db.$transaction(async (tx) => {
    await expectUntouched(tx, talk, { subject: "rules", seen });
    if (everywhere && filter) {
      const before = await readShopFilter(tx);
      await writeShopFilter(tx, filter);
      const act = { kind: "shop_filter_changed", subject: "rules", about: "" };
      return recordDeed(tx, talk, { ...act, before, after: filter });
    }
    const before = await readRules(tx, showId);
    await writeRules(tx, showId, { ...before, filter });
    const after = { filter };
    return recordDeed(tx, talk, { kind: "filter_changed", subject: "rules", about: "", before, after });
  });
  publish.talkMoved(everywhere ? null : showId);
}

export async function writeShopFilter(tx: Transaction, filter: ChatFilter): Promise<void> {
  await tx.$executeRaw`UPDATE shop SET chat_filter = ${JSON.stringify(filter)}::jsonb WHERE id = 1`;
}
