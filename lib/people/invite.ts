import { randomUUID } from "node:crypto";
import type { Owner } from "#lib/accounts/gate.ts";
import { makeKey } from "#lib/accounts/link-key.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { notify } from "#lib/notices/notify.ts";
import { readInvitation } from "#lib/people/queries.ts";
import { type InvitationInput, type InvitationView, staffRole } from "#lib/people/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

type Inviting = Uses<"db" | "env" | "guesses" | "shop">;
type Sent = Pick<InvitationView, "id" | "email" | "role"> & { showId: string | null; locale: string };

/**
 * Invites whoever reads the mails of an address to a role. The link is good once, for 72 hours; an open invitation of the same address
 * to the same place is revoked by a new one. Refuses with not_found for the show, or rate_limited.
 */
export async function invite(app: Inviting, owner: Owner, input: InvitationInput): Promise<InvitationView> {
  const { db } = app;
  const { role, showId, locale } = input;
  const invited = { id: randomUUID(), email: input.email.toLowerCase(), role, showId, locale };
  await spend(app, owner, invited.email);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    const title = await titleOf(tx, showId);
    await tx.$executeRaw`UPDATE invitation SET revoked_at = now() WHERE email = ${invited.email}
      AND show_id IS NOT DISTINCT FROM ${showId}::uuid AND accepted_at IS NULL AND revoked_at IS NULL`;
    const { token, digest } = makeKey();
    await tx.$executeRaw`
      INSERT INTO invitation (id, email, role, show_id, digest, invited_by, locale, expires_at)
      VALUES (${invited.id}::uuid, ${invited.email}, ${role}::"Role", ${showId}::uuid, ${digest}, ${owner.id}::uuid,
        ${locale}, now() + interval '72 hours')`;
    await send(app, tx, { owner, invited, token, title });
    const after = { email: invited.email, role, showId };
    await recordAct(tx, { actorId: owner.id, action: "invitation.sent", subject: `invitation:${invited.id}`, after });
  });
  return readInvitation(app, owner, invited.id);
}

/** Sends an invitation that nobody took once more, good for 72 hours again; the link before is dead. Refuses with invitation_over. */
export async function resendInvitation(app: Inviting, owner: Owner, id: string): Promise<InvitationView> {
  const { db } = app;
  const { email } = await readInvitation(app, owner, id);
  await spend(app, owner, email);
  const { token, digest } = makeKey();
  await db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<(Omit<Sent, "role"> & { role: string })[]>`
      UPDATE invitation SET digest = ${digest}, sent_at = now(), expires_at = now() + interval '72 hours'
      WHERE id = ${id}::uuid AND accepted_at IS NULL AND revoked_at IS NULL
      RETURNING id, email, role::text AS role, show_id AS "showId", locale`;
    if (!row) throw new Refusal("invitation_over");
    const invited = { ...row, role: staffRole.parse(row.role) };
    await send(app, tx, { owner, invited, token, title: await titleOf(tx, row.showId) });
    await recordAct(tx, { actorId: owner.id, action: "invitation.resent", subject: `invitation:${id}` });
  });
  return readInvitation(app, owner, id);
}

/** Takes an invitation back that nobody took. Refuses with invitation_over. */
export async function revokeInvitation({ db }: Uses<"db">, owner: Owner, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const revoked = await tx.$executeRaw`
      UPDATE invitation SET revoked_at = now() WHERE id = ${id}::uuid AND accepted_at IS NULL AND revoked_at IS NULL`;
    if (revoked === 0) throw new Refusal("invitation_over");
    await recordAct(tx, { actorId: owner.id, action: "invitation.revoked", subject: `invitation:${id}` });
  });
}

/** Mails to one mailbox, and by one owner, whose session may be in other hands. */
async function spend({ guesses }: Uses<"guesses">, { id }: Owner, email: string): Promise<void> {
  await guesses.take([
    ["linksByMailbox", email],
    ["invitations", id],
  ]);
}

async function titleOf(tx: Prisma.TransactionClient, showId: string | null): Promise<string | null> {
  if (!showId) return null;
  const show = await tx.show.findUnique({ where: { id: showId }, select: { title: true } });
  if (!show) throw new Refusal("not_found", { field: "showId" });
  return show.title;
}

type Letter = { owner: Owner; invited: Sent; token: string; title: string | null };

async function send({ env, shop }: Uses<"env" | "shop">, tx: Prisma.TransactionClient, letter: Letter): Promise<void> {
  const { owner, invited, token, title } = letter;
  const { name } = await shop.read();
  // Only an account that proved the address says in which language its owner reads.
  const known = await tx.user.findFirst({ where: { email: invited.email, emailVerified: true }, select: { id: true } });
  const { email: address, locale, role } = invited;
  await notify(tx, [
    {
      kind: "invitation",
      occasion: randomUUID(),
      to: known ? { userId: known.id, address } : { address, locale },
      facts: { link: `${env.PUBLIC_URL}/join?token=${token}`, inviter: owner.name, shop: name, role, show: title },
    },
  ]);
}
