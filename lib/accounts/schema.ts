import { z } from "zod";

export const role = z.enum(["guest", "viewer", "tester", "moderator", "host", "ops", "admin"]);
export type Role = z.infer<typeof role>;

/** Who is asking: the account behind a session. A guest has an account too, made silently, and may upgrade it. */
export const actor = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  isAnonymous: z.boolean(),
});
export type Actor = z.infer<typeof actor>;
