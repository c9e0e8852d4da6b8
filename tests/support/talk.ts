import type { Snapshot, TalkRules } from "#lib/live/contract.ts";

/** The rules of a chat in which everybody may write what they like. */
export const freeTalk: TalkRules = { slowSeconds: 0, speakers: "everyone", links: true };

/** A room in which nobody has asked anything. */
export const noQuestions: Pick<Snapshot, "questions" | "askedCues"> = {
  questions: { version: 0, claim: null },
  askedCues: [],
};
