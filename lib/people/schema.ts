import { z } from "zod";
import { role } from "#lib/accounts/schema.ts";
import { instant } from "#lib/moment.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { email, term } from "#lib/text.ts";
import { locales } from "#lib/words/locale.ts";

/** A role of somebody who works here. */
export const staffRole = role.exclude(["guest", "viewer"]);
export type StaffRole = z.infer<typeof staffRole>;

/** What somebody may be in one show alone. */
export const showRole = z.enum(["producer", "moderator"]);
export type ShowRole = z.infer<typeof showRole>;

export const personView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  /** For the whole shop; a viewer among them has a role in some show. */
  role,
  shows: z.array(z.object({ id: z.uuid(), title: z.string(), role: showRole })),
  /** When the account was made. */
  since: instant,
  /** Whether they sign in with a second factor. */
  hasFactor: z.boolean(),
});
export type PersonView = z.infer<typeof personView>;

export const peopleQuery = z.strictObject({
  /** A part of a name or address. */
  q: term(120).optional(),
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;

export const peoplePage = z.object({
  people: z.array(personView),
  /** Ask with `after` for the next page; null on the last one. */
  next: z.string().nullable(),
});
export type PeoplePage = z.infer<typeof peoplePage>;

export const roleChange = z.strictObject({ role: staffRole });
export const showRoleChange = z.strictObject({ role: showRole });
export const showOfPerson = z.object({ id: z.uuid(), showId: z.uuid() });

export const invitationInput = z
  .strictObject({
    email,
    role: staffRole,
    /** The one show the role is for; without one it is for the whole shop. */
    showId: z.uuid().nullable().default(null),
    /** The language of the mail, unless the address has an account that says otherwise. */
    locale: z.enum(locales).default("en"),
  })
  .refine(({ role: asked, showId }) => showId === null || showRole.safeParse(asked).success, {
    path: ["showId"],
    message: "one show has producers and moderators only",
  });
export type InvitationInput = z.infer<typeof invitationInput>;

export const invitationState = z.enum(["OPEN", "ACCEPTED", "REVOKED", "EXPIRED"]);
export type InvitationState = z.infer<typeof invitationState>;

export const invitationView = z.object({
  id: z.uuid(),
  email: z.string(),
  role: staffRole,
  show: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  /** Who invited. */
  inviter: z.string(),
  state: invitationState,
  sentAt: instant,
  expiresAt: instant,
});
export type InvitationView = z.infer<typeof invitationView>;

/** Out of the link of the mail. */
export const acceptInput = z.strictObject({ token: z.string().min(1).max(100) });
