import { z } from "zod";
import { shownName } from "#lib/text.ts";

export const maxNameLength = 24;

/** What somebody is called in every talk. */
export const talkName = shownName(maxNameLength);

/** What changes; left out, the rest stays. */
export const talkerInput = z.strictObject({
  name: talkName.optional(),
  /** Whether a room may say that they came in, where they own or have ordered what it shows. */
  announces: z.boolean().optional(),
});
export type TalkerInput = z.infer<typeof talkerInput>;

export const talker = z.object({
  /** As lines are written under it; null is none, or taken away. */
  name: z.string().nullable(),
  /** Whether a moderator asked for another one: until then nothing can be written. */
  isAsked: z.boolean(),
  announces: z.boolean(),
});
export type Talker = z.infer<typeof talker>;
