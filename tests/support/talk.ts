import type { TalkRules } from "#lib/live/contract.ts";

/** The rules of a chat in which everybody may write what they like. */
export const freeTalk: TalkRules = { slowSeconds: 0, speakers: "everyone", links: true };
