import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Queryable } from "#lib/db.ts";
import { pauseDrop } from "#lib/engine/move-drop.ts";
import { serveWaitlist } from "#lib/engine/move-stock.ts";
import { lockStock } from "#lib/engine/sql.ts";
import type { Write } from "#lib/engine/write.ts";
import { Prisma } from "#prisma/client/client.ts";

type Row = { id: string };

/**
 * Nothing of the show's products can be ordered from the commit on, and the clocks of its drops stand still meanwhile. What is on
 * sale stays so: this lies over it. Call it inside the transaction that notes the halt.
 */
export async function haltSales(write: Write, show: DeskOf<"show">): Promise<void> {
  const { tx } = write;
  // A batch of orders that has begun ends before it.
  await tx.$executeRaw(
    lockStock(Prisma.sql`SELECT e.id FROM show_product sp JOIN edition e ON e.product_id = sp.product_id WHERE sp.show_id = ${show.id}::uuid
      UNION SELECT edition_id FROM drop WHERE show_id = ${show.id}::uuid AND status IN ('ARMED', 'OPEN')`),
  );
  const running = await tx.$queryRaw<Row[]>`
    SELECT id::text FROM drop WHERE show_id = ${show.id}::uuid AND status IN ('ARMED', 'OPEN') AND paused_at IS NULL
    ORDER BY edition_id`;
  for (const { id } of running) await pauseDrop(write, id, true);
  const ids = running.map(({ id }) => id);
  await tx.$executeRaw`UPDATE show SET halted_drops = ${ids}::uuid[] WHERE id = ${show.id}::uuid`;
  await tx.$executeRaw`
    UPDATE edition e SET sales_halted_by = ${show.id}::uuid FROM show_product sp
    WHERE sp.show_id = ${show.id}::uuid AND e.product_id = sp.product_id AND e.sales_halted_by IS NULL`;
}

/** What comes onto the list of a show whose sales are stopped stands still with the rest. */
export async function haltProduct(tx: Queryable, showId: string, productId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE edition SET sales_halted_by = ${showId}::uuid WHERE product_id = ${productId}::uuid AND sales_halted_by IS NULL
      AND EXISTS (SELECT FROM show WHERE id = ${showId}::uuid AND 'sales' = ANY (halts))`;
}

/** Lets sales and the drops that stood with them go on; what another show holds still stays with that one. Who waits is served first. */
export async function releaseSales(write: Write, show: DeskOf<"show">): Promise<void> {
  const { tx } = write;
  await tx.$executeRaw(
    lockStock(Prisma.sql`SELECT id FROM edition WHERE sales_halted_by = ${show.id}::uuid
      UNION SELECT d.edition_id FROM show s JOIN drop d ON d.id = ANY (s.halted_drops) WHERE s.id = ${show.id}::uuid`),
  );
  const released = await tx.$queryRaw<Row[]>`
    UPDATE edition e SET sales_halted_by = (
      SELECT other.id FROM show_product sp JOIN show other ON other.id = sp.show_id
      WHERE sp.product_id = e.product_id AND other.id <> ${show.id}::uuid AND 'sales' = ANY (other.halts) LIMIT 1)
    WHERE e.sales_halted_by = ${show.id}::uuid RETURNING e.id::text`;
  for (const { id } of released.toSorted((a, b) => a.id.localeCompare(b.id))) await serveWaitlist(write, id);
  const standing = await tx.$queryRaw<Row[]>`
    SELECT d.id::text FROM drop d JOIN show s ON s.id = d.show_id AND d.id = ANY (s.halted_drops)
    WHERE s.id = ${show.id}::uuid AND d.status IN ('ARMED', 'OPEN') AND d.paused_at IS NOT NULL ORDER BY d.edition_id`;
  for (const { id } of standing) await pauseDrop(write, id, false);
  await tx.$executeRaw`UPDATE show SET halted_drops = '{}' WHERE id = ${show.id}::uuid`;
}
