import type { Buyer } from "#lib/accounts/gate.ts";
import { digestOf } from "#lib/accounts/link-key.ts";
import { takeAddress } from "#lib/accounts/prove-address.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { asLastOwner } from "#lib/people/last-owner.ts";
import { showRole, staffRole } from "#lib/people/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

type Open = { id: string; email: string; role: string; showId: string | null };

/**
 * Takes the role that a mail offered. Whoever has the link reads the mails of its address, so the account that has or claims that address
 * has proven it by this. Refuses with invitation_over, with invitation_for_another when the account goes by another address, or
 * with last_owner; then nothing is written.
 */
export async function acceptInvitation(
  { db, sessions }: Uses<"db" | "sessions">,
  buyer: Buyer,
  token: string,
): Promise<void> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  await db
    .$transaction(async (tx) => {
      const [open] = await tx.$queryRaw<Open[]>`
        SELECT id, email, role::text AS role, show_id AS "showId" FROM invitation
        WHERE digest = ${digestOf(token)} AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now() FOR UPDATE`;
      if (!open) throw new Refusal("invitation_over");
      const account = await tx.user.findUniqueOrThrow({ where: { id: buyer.id } });
      if ((account.claimedEmail ?? account.email) !== open.email) throw new Refusal("invitation_for_another");
      await takeAddress(tx, account).catch(asAnother);
      await grant(tx, buyer.id, open);
      await tx.$executeRaw`UPDATE invitation SET accepted_at = now(), accepted_by = ${buyer.id}::uuid WHERE id = ${open.id}::uuid`;
      await recordAct(tx, {
        actorId: buyer.id,
        action: "invitation.accepted",
        subject: `user:${buyer.id}`,
        before: { role: account.role },
        after: { role: open.role, showId: open.showId, invitation: open.id },
      });
    })
    .catch(asLastOwner);
  sessions.forgetUser(buyer.id);
}

async function grant(tx: Prisma.TransactionClient, userId: string, { role, showId }: Open): Promise<void> {
  if (!showId) {
    await tx.user.update({ where: { id: userId }, data: { role: staffRole.parse(role) } });
    return;
  }
  const inShow = showRole.parse(role);
  await tx.showRole.upsert({
    where: { showId_userId: { showId, userId } },
    update: { role: inShow },
    create: { showId, userId, role: inShow },
  });
}

/** Another account has proven the address: the invitation is that one's to take. */
function asAnother(error: unknown): never {
  throw error instanceof Refusal && error.code === "link_over" ? new Refusal("invitation_for_another") : error;
}
