import { z } from "zod";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";
import { email, line } from "#lib/text.ts";
import { locales } from "#lib/words/locale.ts";
import { isTimeZone } from "#lib/words/reader.ts";

export const role = z.enum(["guest", "viewer", "tester", "moderator", "producer", "host", "ops", "finance", "owner"]);
export type Role = z.infer<typeof role>;

/** Who is asking: the account behind a session. A guest has an account too, made silently, and may upgrade it. */
export const actor = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  isAnonymous: z.boolean(),
  /** Whether they have shown that the address is theirs. */
  emailVerified: z.boolean(),
  /** Whether they work the desk of some show by a role for it alone. */
  worksDesks: z.boolean().optional(),
});
export type Actor = z.infer<typeof actor>;

const newPassword = z.string().min(minPasswordLength).max(maxPasswordLength);

export const signInInput = z.strictObject({ email, password: z.string().min(1).max(maxPasswordLength) });

/** How to write to somebody. */
export const readerInput = z.strictObject({
  locale: z.enum(locales),
  timeZone: z.string().refine(isTimeZone, "must be a time zone such as Asia/Shanghai"),
});

/** A new account, or a guest's upgrade: what they ordered moves along. */
export const signUpInput = z.strictObject({
  name: line(80),
  email,
  password: newPassword,
});

export const mailboxInput = z.strictObject({ email });

/** By the link of a mail. */
export const setPasswordInput = z.strictObject({ token: z.string().min(1).max(100), password: newPassword });
export const changePasswordInput = z.strictObject({
  current: z.string().min(1).max(maxPasswordLength),
  password: newPassword,
});
export const proofInput = z.strictObject({ account: z.uuid(), key: z.string().max(100) });
