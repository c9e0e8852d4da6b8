import type { CodeScope } from "#lib/access-codes/issue-codes.ts";
import type { CodeView } from "#lib/access-codes/schema.ts";
import { type Host, requireHostOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { maskName } from "#lib/engine/mask-name.ts";
import { nullWhen } from "#lib/refusal.ts";
import { variantName } from "#lib/variants/view.ts";

const most = 5000;

export type CodePlace = {
  scope: CodeScope;
  /** The drop, or null for the waitlist of the edition. */
  drop: string | null;
  edition: string;
  /** Whether new codes could still do anything. */
  isOpen: boolean;
};

/** Where a host's codes are for; null when the drop or edition is not theirs. */
export async function findCodePlace(
  { db }: Uses<"db">,
  host: Host,
  noun: "drops" | "editions",
  id: string,
): Promise<CodePlace | null> {
  const edition = { select: { name: true, option: true, product: { select: { name: true } } } };
  if (noun === "editions") {
    const own = await requireHostOf(db, host, "edition", id).catch(nullWhen("not_found"));
    const found = own && (await db.edition.findUnique({ where: { id }, ...edition }));
    return found && { scope: { edition: own }, drop: null, edition: nameOf(found), isOpen: true };
  }
  const own = await requireHostOf(db, host, "drop", id).catch(nullWhen("not_found"));
  const found = own && (await db.drop.findUnique({ where: { id }, select: { title: true, status: true, edition } }));
  if (!found) return null;
  const isOpen = found.status === "PREPARED" || found.status === "ARMED";
  return { scope: { drop: own }, drop: found.title, edition: nameOf(found.edition), isOpen };
}

type Named = { name: string; option: string; product: { name: string } };
const nameOf = ({ product, ...edition }: Named) => `${product.name} ${variantName(edition)}`;

type Row = Omit<CodeView, "holder" | "createdAt" | "expiresAt"> & {
  person: string | null;
  name: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/** The newest 5,000 codes of a drop, or of an edition's waitlist. */
export async function listCodes({ db }: Uses<"db">, scope: CodeScope): Promise<CodeView[]> {
  const drop = "drop" in scope ? scope.drop.id : null;
  const edition = "edition" in scope ? scope.edition.id : null;
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.id, c.hint, c.person, CASE WHEN u.is_anonymous THEN l.contact ELSE u.name END AS name, c.created_at AS "createdAt", c.expires_at AS "expiresAt",
      coalesce(l.state = 'SERVED', false) AS won,
      CASE WHEN c.revoked_at IS NOT NULL THEN 'revoked' WHEN c.entry_id IS NOT NULL THEN 'used' WHEN c.expires_at <= now() THEN 'expired'
        WHEN c.user_id IS NOT NULL OR c.person IS NOT NULL THEN 'bound' ELSE 'unused' END AS state
    FROM access_code c LEFT JOIN "user" u ON u.id = c.user_id LEFT JOIN queue_entry l ON l.id = c.entry_id
    WHERE c.drop_id = ${drop}::uuid OR (c.drop_id IS NULL AND c.edition_id = ${edition}::uuid)
    ORDER BY c.created_at DESC, c.id LIMIT ${most}`;
  return rows.map(({ person, name, createdAt, expiresAt, ...row }) => ({
    ...row,
    holder: person ?? (name ? maskName(name) : null),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
