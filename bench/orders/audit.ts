import type { Database } from "#lib/db.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";

/** Compares what buyers were told with what the database holds for one edition; returns what does not agree. */
export async function auditEdition(db: Database, { editionId, sku }: OpenEdition, placed: number): Promise<string[]> {
  const [stock] = await db.$queryRaw<{ taken: number; orders: number; keys: number; broken: bigint | null }[]>`
    SELECT i.held + i.sold AS taken, count(o.id)::int AS orders, count(DISTINCT (o.user_id, o.idem_key))::int AS keys,
      verify_ledger(${editionId}::uuid) AS broken
    FROM inventory i LEFT JOIN preorder o ON o.edition_id = i.edition_id
    WHERE i.edition_id = ${editionId}::uuid GROUP BY i.edition_id`;
  const recount = await db.$queryRaw<object[]>`SELECT * FROM audit_faults WHERE sku = ${sku}`;
  const faults = recount.map(
    (row) => `audit_faults: ${JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value))}`,
  );
  if (!stock) return [...faults, `${sku} has no stock row`];
  const { taken, orders, keys, broken } = stock;
  if (taken !== placed || orders !== placed || keys !== placed) {
    faults.push(
      `${sku}: ${placed} buyers were told yes, ${taken} units are taken, ${orders} orders and ${keys} keys exist`,
    );
  }
  if (broken !== null) faults.push(`${sku}: the ledger breaks at entry ${broken}`);
  return faults;
}

/** The baselines write no ledger and no rollup: of them only stock and orders are compared. */
export async function countOrders(db: Database, editionId: string): Promise<number> {
  return db.preorder.count({ where: { editionId } });
}
