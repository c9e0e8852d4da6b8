import { z } from "zod";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";
import { instant } from "#lib/moment.ts";
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
  /** Whether the shop wants a second factor of them that they do not have yet; until then they see no money. */
  owesFactor: z.boolean().optional(),
  /** Whether they keep the chat of some show by a role for it alone. */
  keepsTalk: z.boolean().optional(),
});
export type Actor = z.infer<typeof actor>;

const newPassword = z.string().min(minPasswordLength).max(maxPasswordLength);

export const signInInput = z.strictObject({ email, password: z.string().min(1).max(maxPasswordLength) });

/** How to write to somebody. */
export const readerInput = z.strictObject({
  locale: z.enum(locales),
  /** Left out, the one they have stays. */
  timeZone: z.string().refine(isTimeZone, "must be a time zone such as Asia/Shanghai").optional(),
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

/** What a mailed code is for; one is good for nothing else. */
export const codePurpose = z.enum(["signIn", "orders", "newAddress", "erase", "prove"]);
export type CodePurpose = z.infer<typeof codePurpose>;

/** Held by whoever asked for a code, beside which alone it is good. */
export const codeTicket = z.object({ ticket: z.uuid() });
export const codeAnswer = z.strictObject({ ticket: z.uuid(), code: z.string().regex(/^\d{6}$/, "must be six digits") });
export type CodeAnswer = z.infer<typeof codeAnswer>;

export const codeInput = z.strictObject({ email, purpose: codePurpose.extract(["signIn", "orders"]) });
export const foundOrders = z.object({ found: z.int(), hasAccount: z.boolean() });

/** Whether a second factor has to be shown before the new session stands for anybody. */
export const signedIn = z.object({ factorNeeded: z.boolean() });

export const nameInput = z.strictObject({ name: line(80) });

/** Who wants to be erased shows that it is them: by the password, or by a code that was mailed for it. */
export const erasureInput = z.union([
  z.strictObject({ password: z.string().min(1).max(maxPasswordLength) }),
  codeAnswer,
]);
export type ErasureInput = z.infer<typeof erasureInput>;

export const sessionView = z.object({
  id: z.uuid(),
  address: z.string().nullable(),
  /** What the browser called itself. */
  agent: z.string().nullable(),
  since: instant,
  seen: z.string(),
  isThis: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;
