import type { TalkRules } from "#lib/live/contract.ts";
import type { Transaction } from "./acts.ts";
import { type ChatFilter, chatFilter } from "./schema.ts";

type ShowRow = {
  chatSlowSeconds: number;
  chatSpeakers: TalkRules["speakers"];
  chatLinks: boolean;
  chatEmojiOnly: boolean;
};

/** The rules of a chat as everybody may know them. */
export function viewRules({ chatSlowSeconds, chatSpeakers, chatLinks, chatEmojiOnly }: ShowRow): TalkRules {
  return {
    ...{ slowSeconds: chatSlowSeconds, speakers: chatSpeakers, links: chatLinks },
    ...(chatEmojiOnly && { emojiOnly: true }),
  };
}

/** All that a show's row says of its chat's rules. */
export type KeptRules = TalkRules & { delaySeconds: number; filter: ChatFilter | null };

export async function readRules(tx: Transaction, showId: string): Promise<KeptRules> {
  const show = await tx.show.findUniqueOrThrow({ where: { id: showId } });
  const filter = show.chatFilter === null ? null : chatFilter.parse(show.chatFilter);
  return { ...viewRules(show), delaySeconds: show.chatDelaySeconds, filter };
}

export async function writeRules(tx: Transaction, showId: string, rules: KeptRules): Promise<void> {
  const { slowSeconds, speakers, links, emojiOnly = false, delaySeconds, filter } = rules;
  await tx.$executeRaw`
    UPDATE show SET chat_slow_seconds = ${slowSeconds}, chat_speakers = ${speakers}::"ChatSpeakers", chat_links = ${links},
      chat_emoji_only = ${emojiOnly}, chat_delay_seconds = ${delaySeconds}, chat_filter = ${filter && JSON.stringify(filter)}::jsonb
    WHERE id = ${showId}::uuid`;
}

/** What leaves the server of it. */
export function publicRules({ slowSeconds, speakers, links, emojiOnly }: KeptRules): TalkRules {
  return { slowSeconds, speakers, links, ...(emojiOnly && { emojiOnly }) };
}

export async function readShopFilter(tx: Pick<Transaction, "shop">): Promise<ChatFilter> {
  const shop = await tx.shop.findUnique({ where: { id: 1 }, select: { chatFilter: true } });
  return chatFilter.parse(shop?.chatFilter ?? {});
}
