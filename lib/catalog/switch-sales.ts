import type { DeskOf, HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { holdOnShelf } from "#lib/catalog/lock-product.ts";
import type { Uses } from "#lib/container.ts";
import { serveWaitlist } from "#lib/engine/move-stock.ts";
import { lockStock, stockColumns } from "#lib/engine/sql.ts";
import type { Write } from "#lib/engine/write.ts";
import type { LiveStock } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

type Switched = Omit<LiveStock, "seq"> & { seq: bigint };

/**
 * Opens or closes the sale of an edition. What a show stopped stands still with it, and goes on where the show is over. Opening refuses with windows_missing or windows_too_small when not every unit
 * has a delivery window, because no buyer pays before seeing one, and with product_archived or edition_archived.
 */
export async function switchSales(
  { db, engine }: Uses<"db" | "engine">,
  edition: DeskOf<"edition">,
  open: boolean,
): Promise<void> {
  if (open) {
    const [promise] = await db.$queryRaw<{ capacity: number; units: number }[]>`
      SELECT coalesce((SELECT sum(capacity) FROM delivery_wave WHERE edition_id = i.edition_id), 0)::int AS capacity,
        initial + adjusted AS units FROM inventory i WHERE edition_id = ${edition.id}::uuid`;
    if (!promise || promise.capacity === 0) throw new Refusal("windows_missing");
    if (promise.capacity < promise.units) throw new Refusal("windows_too_small", { detail: promise });
  }
  await engine.commit(async (write) => {
    const { tx } = write;
    if (open) {
      const { productId, archivedAt } = await tx.edition.findUniqueOrThrow({
        where: { id: edition.id },
        select: { productId: true, archivedAt: true },
      });
      await holdOnShelf(tx, productId);
      if (archivedAt) throw new Refusal("edition_archived");
      await tx.$executeRaw(lockStock(Prisma.sql`SELECT ${edition.id}::uuid`));
    }
    const switched = await tx.$queryRaw<Switched[]>`
      UPDATE edition e SET sales_open = ${open}, sales_closed_by = NULL, sales_halted_by = (
        SELECT s.id FROM show_product sp JOIN show s ON s.id = sp.show_id
        WHERE sp.product_id = e.product_id AND 'sales' = ANY (s.halts) AND NOT (${open} AND s.status IN ('ENDED', 'CANCELLED')) LIMIT 1)
      FROM inventory i
      WHERE i.edition_id = e.id AND e.id = ${edition.id}::uuid RETURNING ${stockColumns}`;
    await recordSwitch(write, switched, edition.hand.id);
  });
}

/** Closes, with the show's end, what its host sells in it; the end remembers what it closed. Call it inside the end's transaction. */
export async function closeSalesOfShow(write: Write, show: DeskOf<"show">): Promise<string[]> {
  const lines = await write.tx.$queryRaw<Switched[]>`
    UPDATE edition e SET sales_open = false, sales_closed_by = ${show.id}::uuid FROM inventory i, product p
    WHERE i.edition_id = e.id AND p.id = e.product_id AND p.owner_id = ${show.hostId}::uuid AND e.sales_open
      AND EXISTS (SELECT FROM show_product sp WHERE sp.show_id = ${show.id}::uuid AND sp.product_id = p.id)
    RETURNING ${stockColumns}`;
  return recordSwitch(write, lines, show.hand.id);
}

/** Closes whatever of a product is on sale. Call it inside the transaction that puts the product away. */
export async function closeSalesOfProduct(write: Write, product: HostOf<"product">): Promise<string[]> {
  const lines = await write.tx.$queryRaw<Switched[]>`
    UPDATE edition e SET sales_open = false, sales_closed_by = NULL FROM inventory i
    WHERE i.edition_id = e.id AND e.product_id = ${product.id}::uuid AND e.sales_open RETURNING ${stockColumns}`;
  return recordSwitch(write, lines, product.host.id);
}

/** Closes the sale of one edition, inside the transaction that puts it away. */
export async function closeSalesOfEdition(write: Write, edition: HostOf<"edition">): Promise<string[]> {
  const lines = await write.tx.$queryRaw<Switched[]>`
    UPDATE edition e SET sales_open = false, sales_closed_by = NULL FROM inventory i
    WHERE i.edition_id = e.id AND e.id = ${edition.id}::uuid AND e.sales_open RETURNING ${stockColumns}`;
  return recordSwitch(write, lines, edition.host.id);
}

/** Opens again what the show's end closed, if nobody switched it since and every unit still has its delivery window. */
export async function reopenSalesOfShow(write: Write, show: DeskOf<"show">): Promise<string[]> {
  await write.tx.$executeRaw`SELECT 1 FROM inventory i JOIN edition e ON e.id = i.edition_id
    WHERE e.sales_closed_by = ${show.id}::uuid ORDER BY i.edition_id FOR UPDATE OF i`;
  const lines = await write.tx.$queryRaw<Switched[]>`
    UPDATE edition e SET sales_open = true, sales_closed_by = NULL FROM inventory i, product p
    WHERE i.edition_id = e.id AND p.id = e.product_id AND e.archived_at IS NULL AND p.archived_at IS NULL AND e.sales_closed_by = ${show.id}::uuid
      AND (SELECT sum(capacity) FROM delivery_wave w WHERE w.edition_id = e.id) >= i.initial + i.adjusted
    RETURNING ${stockColumns}`;
  return recordSwitch(write, lines, show.hand.id);
}

/**
 * Notes each switch, to be told after the commit. Where a sale was opened, who waited while it was closed goes before everybody else,
 * in the order of the editions, as stock is locked everywhere. Returns the editions.
 */
async function recordSwitch(write: Write, lines: Switched[], actorId: string): Promise<string[]> {
  write.tell({ sales: lines.map(({ seq, ...line }) => ({ ...line, seq: Number(seq) })) });
  const opened = lines.filter(({ salesOpen }) => salesOpen).map(({ editionId }) => editionId);
  for (const editionId of opened.toSorted()) await serveWaitlist(write, editionId);
  for (const { editionId, salesOpen } of lines) {
    const action = salesOpen ? "sales.opened" : "sales.closed";
    await recordAct(write.tx, { actorId, action, subject: `edition:${editionId}` });
  }
  return lines.map(({ editionId }) => editionId);
}
