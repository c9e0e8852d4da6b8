import { type InvitationState, type InvitationView, staffRole } from "#lib/people/schema.ts";
import { Prisma } from "#prisma/client/client.ts";

export type InvitationRow = Omit<InvitationView, "show" | "role" | "sentAt" | "expiresAt"> & {
  role: string;
  showId: string | null;
  title: string | null;
  sentAt: Date;
  expiresAt: Date;
  state: InvitationState;
};

/** An invitation `i` with its show `s` and who invited `u`, as it stands by the database's clock. */
export const invitationColumns = Prisma.sql`i.id, i.email, i.role::text AS role, i.show_id AS "showId", s.title,
  coalesce(u.name, '') AS inviter, i.sent_at AS "sentAt", i.expires_at AS "expiresAt",
  CASE WHEN i.accepted_at IS NOT NULL THEN 'ACCEPTED' WHEN i.revoked_at IS NOT NULL THEN 'REVOKED'
    WHEN i.expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END AS state`;

export const invitationTables = Prisma.sql`invitation i LEFT JOIN show s ON s.id = i.show_id
  LEFT JOIN "user" u ON u.id = i.invited_by`;

export function viewInvitation({ showId, title, role, sentAt, expiresAt, ...row }: InvitationRow): InvitationView {
  return {
    ...{ id: row.id, email: row.email, inviter: row.inviter, state: row.state },
    role: staffRole.parse(role),
    show: showId && title !== null ? { id: showId, title } : null,
    sentAt: sentAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
