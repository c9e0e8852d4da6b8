import type { Owner } from "#lib/accounts/gate.ts";
import { digestOf } from "#lib/accounts/link-key.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import type { InvitationView, PeoplePage, PeopleQuery } from "#lib/people/schema.ts";
import { type InvitationRow, invitationColumns, invitationTables, viewInvitation } from "#lib/people/view.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

const most = 100;

/** Everybody who has a role in the shop or in one of its shows, the newest account first. */
export async function listPeople(
  { db }: Uses<"db">,
  _owner: Owner,
  { q, after, limit }: PeopleQuery,
): Promise<PeoplePage> {
  const found = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT u.id, u.created_at AS at FROM "user" u WHERE u.id IN (
      SELECT id FROM "user" WHERE role NOT IN ('guest', 'viewer') UNION SELECT user_id FROM show_role)
      ${q ? Prisma.sql`AND strpos(lower(u.name || ' ' || u.email), lower(${q})) > 0` : Prisma.empty} ${following(after)}
    ORDER BY u.created_at DESC, u.id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(found, limit);
  const rows = await db.user.findMany({
    where: { id: { in: page.map(({ id }) => id) } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: {
      factors: { where: { confirmedAt: { not: null } }, select: { id: true }, take: 1 },
      showRoles: { include: { show: { select: { title: true } } }, orderBy: { since: "asc" } },
    },
  });
  return {
    people: rows.map(({ id, name, email, role, createdAt, showRoles, factors }) => ({
      ...{ id, name, email, role, since: createdAt.toISOString(), hasFactor: factors.length > 0 },
      shows: showRoles.map(({ showId, show: { title }, role: inShow }) => ({ id: showId, title, role: inShow })),
    })),
    next,
  };
}

/** The newest hundred invitations with what became of them. */
export async function listInvitations({ db }: Uses<"db">, _owner: Owner): Promise<InvitationView[]> {
  const rows = await db.$queryRaw<InvitationRow[]>`
    SELECT ${invitationColumns} FROM ${invitationTables} ORDER BY i.created_at DESC, i.id DESC LIMIT ${most}`;
  return rows.map(viewInvitation);
}

export async function readInvitation({ db }: Uses<"db">, _owner: Owner, id: string): Promise<InvitationView> {
  const [row] = await db.$queryRaw<InvitationRow[]>`
    SELECT ${invitationColumns} FROM ${invitationTables} WHERE i.id = ${id}::uuid`;
  if (!row) throw new Refusal("not_found");
  return viewInvitation(row);
}

/** The invitation behind the link of a mail, for whoever holds it; null when there is none. */
export async function findInvitation({ db }: Uses<"db">, token: string): Promise<InvitationView | null> {
  const [row] = await db.$queryRaw<InvitationRow[]>`
    SELECT ${invitationColumns} FROM ${invitationTables} WHERE i.digest = ${digestOf(token)}`;
  return row ? viewInvitation(row) : null;
}

function following(after: string | undefined): Prisma.Sql {
  if (!after) return Prisma.empty;
  return Prisma.sql`AND (u.created_at, u.id) < ${cursorRow(after)}`;
}
