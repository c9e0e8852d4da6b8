import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { serveWaitlist } from "#lib/catalog/serve-waitlist.ts";
import { container } from "#lib/container.ts";
import type { StockLine } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";

type Line = Omit<StockLine, "seq"> & { seq: bigint };

/**
 * Opens or closes the sale of an edition. Opening refuses with windows_missing or windows_too_small when not every unit
 * has a delivery window, because no buyer pays before seeing one.
 */
export async function switchSales(edition: HostOf<"edition">, open: boolean): Promise<void> {
  const { db } = container();
  if (open) {
    const [promise] = await db.$queryRaw<{ capacity: number; units: number }[]>`
      SELECT coalesce((SELECT sum(capacity) FROM delivery_wave WHERE edition_id = i.edition_id), 0)::int AS capacity,
        initial + adjusted AS units FROM inventory i WHERE edition_id = ${edition.id}::uuid`;
    if (!promise || promise.capacity === 0) throw new Refusal("windows_missing");
    if (promise.capacity < promise.units) throw new Refusal("windows_too_small", { detail: promise });
  }
  await switchAll([edition.id], open, edition.host.id);
}

/** Every edition of every product in the show. */
export async function switchSalesOfShow(show: HostOf<"show">, open: boolean): Promise<void> {
  const editions = await container().db.edition.findMany({
    where: { product: { shows: { some: { showId: show.id } }, ownerId: show.host.id }, salesOpen: !open },
    select: { id: true },
  });
  await switchAll(
    editions.map(({ id }) => id),
    open,
    show.host.id,
  );
}

async function switchAll(editionIds: string[], open: boolean, actorId: string) {
  const { db, publish, soldOut } = container();
  const lines = await db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<Line[]>`
      UPDATE edition e SET sales_open = ${open} FROM inventory i WHERE i.edition_id = e.id AND e.id = ANY (${editionIds}::uuid[])
      RETURNING e.id AS "editionId", i.ledger_seq AS seq, i.available - i.pooled AS available, i.pooled, i.held, i.sold, i.returned, next_window(e.id) AS window, e.sales_open AS "salesOpen"`;
    for (const { editionId } of changed) {
      await recordAct(tx, { actorId, action: open ? "sales.opened" : "sales.closed", subject: `edition:${editionId}` });
    }
    return changed;
  });
  for (const line of lines) {
    soldOut.forget(line.editionId);
    publish.salesSwitched({ ...line, seq: Number(line.seq) });
    if (open) await serveWaitlist(line.editionId);
  }
}
