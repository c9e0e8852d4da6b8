import { randomUUID } from "node:crypto";
import { hashCode } from "#lib/access-codes/hash-code.ts";
import { makeCode } from "#lib/access-codes/make-code.ts";
import type { CodesInput, IssuedCodes } from "#lib/access-codes/schema.ts";
import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { personOf } from "#lib/engine/person.ts";
import { Refusal } from "#lib/refusal.ts";

export type CodeScope = { drop: HostOf<"drop"> } | { edition: HostOf<"edition"> };

/**
 * Makes priority codes for a drop, or for the waitlist of an edition, and returns them in clear for the only time. Refuses with
 * drop_wrong_state once the drop has opened, or invalid_body when they would have expired already.
 */
export async function issueCodes(
  app: Uses<"db">,
  scope: CodeScope,
  { count, emails, expiresAt }: CodesInput,
): Promise<IssuedCodes> {
  const holders = emails
    ? [...new Set(emails.map((email) => email.toLowerCase()))]
    : Array<null>(count ?? 0).fill(null);
  const codes = holders.map((email) => ({
    id: randomUUID(),
    code: makeCode(),
    email,
    expiresAt: new Date(expiresAt).toISOString(),
  }));
  await app.db.$transaction(async (tx) => {
    const { editionId, dropId } = await placeOf(app, scope);
    const written = await tx.$executeRaw`
      INSERT INTO access_code (id, edition_id, drop_id, code_hash, hint, person, expires_at)
      SELECT c.id, ${editionId}::uuid, ${dropId}::uuid, c.hash, c.hint, c.person, ${expiresAt}::timestamptz
      FROM unnest(${codes.map(({ id }) => id)}::uuid[], ${codes.map(({ code }) => hashCode(code))}::bytea[],
        ${codes.map(({ code }) => code.slice(-4))}::text[], ${codes.map(({ email }) => email && personOf(email))}::text[]) c(id, hash, hint, person)
      WHERE ${expiresAt}::timestamptz > clock_timestamp()`;
    if (written === 0) throw new Refusal("invalid_body", { field: "expiresAt" });
    await recordAct(tx, {
      actorId: hostOf(scope).id,
      action: "codes.issued",
      subject: dropId ? `drop:${dropId}` : `edition:${editionId}`,
      after: { count: codes.length, emails: emails ? holders : undefined, expiresAt },
    });
  });
  return { codes };
}

async function placeOf({ db }: Uses<"db">, scope: CodeScope): Promise<{ editionId: string; dropId: string | null }> {
  if ("edition" in scope) return { editionId: scope.edition.id, dropId: null };
  const { editionId, status } = await db.drop.findUniqueOrThrow({ where: { id: scope.drop.id } });
  if (status === "OPEN" || status === "CLOSED") throw new Refusal("drop_wrong_state");
  return { editionId, dropId: scope.drop.id };
}

export function hostOf(scope: CodeScope) {
  return "drop" in scope ? scope.drop.host : scope.edition.host;
}
