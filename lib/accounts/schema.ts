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

const email = z.email().max(254);

export const signInInput = z.strictObject({ email, password: z.string().min(1).max(128) });

/** A new account, or a guest's upgrade: what they ordered moves along. */
export const signUpInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((name) => !name.includes("\u0000"), "may not contain NUL"),
  email,
  password: z.string().min(8).max(128),
});
