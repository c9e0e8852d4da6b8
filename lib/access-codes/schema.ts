import { z } from "zod";
import { instant, moment } from "#lib/moment.ts";
import { email } from "#lib/text.ts";

/** Codes for anybody, or one for each address; good until a moment. */
export const codesInput = z
  .strictObject({
    count: z.int().min(1).max(1000).optional(),
    emails: z.array(email).min(1).max(1000).optional(),
    expiresAt: moment,
  })
  .refine(({ count, emails }) => (count === undefined) !== (emails === undefined), {
    path: ["count"],
    message: "say either how many or for whom",
  });
export type CodesInput = z.infer<typeof codesInput>;

/** Codes as they are shown, once. */
export const issuedCodes = z.object({
  codes: z.array(z.object({ id: z.uuid(), code: z.string(), email: z.string().nullable(), expiresAt: instant })),
});
export type IssuedCodes = z.infer<typeof issuedCodes>;

/**
 * unused: for whoever comes first. bound: for one address or account only, and free. used: its holder stands in the line, or was
 * served. expired and revoked: never good again.
 */
export const codeState = z.enum(["unused", "bound", "used", "expired", "revoked"]);

export const codeView = z.object({
  id: z.uuid(),
  /** The last letters; the rest is known to nobody. */
  hint: z.string(),
  state: codeState,
  /** The address that it was made for, else the masked name of the account that took it. */
  holder: z.string().nullable(),
  /** Whether its holder's place became an order. */
  won: z.boolean(),
  createdAt: instant,
  expiresAt: instant,
});
export type CodeView = z.infer<typeof codeView>;
