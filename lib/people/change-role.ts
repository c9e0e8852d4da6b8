import type { Owner } from "#lib/accounts/gate.ts";
import type { Role } from "#lib/accounts/schema.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { asLastOwner } from "#lib/people/last-owner.ts";
import type { ShowRole, StaffRole } from "#lib/people/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** Gives an account another role for the whole shop. What it did stays under its name. Refuses with last_owner or not_found. */
export async function changeRole({ db }: Uses<"db">, owner: Owner, personId: string, role: StaffRole): Promise<void> {
  await db
    .$transaction(async (tx) => {
      const before = await holdPerson(tx, personId);
      if (before === role) return;
      await tx.user.update({ where: { id: personId }, data: { role } });
      await recordAct(tx, {
        ...{ actorId: owner.id, action: "person.role_changed", subject: `user:${personId}` },
        ...{ before: { role: before }, after: { role } },
      });
    })
    .catch(asLastOwner);
}

/** Takes every role away; the account stays, as a viewer's. Refuses with last_owner or not_found. */
export async function takeRoles({ db }: Uses<"db">, owner: Owner, personId: string): Promise<void> {
  await db
    .$transaction(async (tx) => {
      const role = await holdPerson(tx, personId);
      const shows = await tx.showRole.findMany({ where: { userId: personId }, select: { showId: true, role: true } });
      await tx.showRole.deleteMany({ where: { userId: personId } });
      await tx.user.update({ where: { id: personId }, data: { role: "viewer" } });
      await recordAct(tx, {
        ...{ actorId: owner.id, action: "person.roles_taken", subject: `user:${personId}` },
        ...{ before: { role, shows }, after: { role: "viewer" } },
      });
    })
    .catch(asLastOwner);
}

/** Gives an account a role in one show, or another one there. Refuses with not_found. */
export async function giveShowRole(
  { db }: Uses<"db">,
  owner: Owner,
  { personId, showId }: { personId: string; showId: string },
  role: ShowRole,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await holdPerson(tx, personId);
    if ((await tx.show.count({ where: { id: showId } })) === 0) throw new Refusal("not_found");
    const where = { showId_userId: { showId, userId: personId } };
    const before = await tx.showRole.findUnique({ where, select: { role: true } });
    await tx.showRole.upsert({ where, update: { role }, create: { showId, userId: personId, role } });
    await recordAct(tx, {
      ...{ actorId: owner.id, action: "person.show_role_given", subject: `user:${personId}` },
      ...{ before: before ?? undefined, after: { showId, role } },
    });
  });
}

/** Takes a role in one show away. Refuses with not_found. */
export async function takeShowRole(
  { db }: Uses<"db">,
  owner: Owner,
  { personId, showId }: { personId: string; showId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.showRole.deleteMany({ where: { showId, userId: personId } });
    if (count === 0) throw new Refusal("not_found");
    const act = { actorId: owner.id, action: "person.show_role_taken", subject: `user:${personId}` };
    await recordAct(tx, { ...act, before: { showId } });
  });
}

/** The role of an account that nobody else changes meanwhile; a guest is nobody who could have one. */
async function holdPerson(tx: Prisma.TransactionClient, id: string): Promise<Role> {
  const [person] = await tx.$queryRaw<{ role: Role }[]>`
    SELECT role::text AS role FROM "user" WHERE id = ${id}::uuid AND NOT is_anonymous FOR UPDATE`;
  if (!person) throw new Refusal("not_found");
  return person.role;
}
