import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import { isCheckViolation } from "#lib/db.ts";
import type { StockLine } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";

type Stock = Omit<StockLine, "editionId" | "salesOpen" | "seq"> & { seq: bigint };

/** Adds or withdraws free units. Refuses with stock_below_zero, or windows_too_small when new units have no delivery window. */
export async function adjustStock(
  edition: HostOf<"edition">,
  { delta, reason }: { delta: number; reason: string },
): Promise<void> {
  const { db, publish, soldOut } = container();
  const stock = await db
    .$transaction(async (tx) => {
      const [after] = await tx.$queryRaw<(Stock & { units: number; capacity: number })[]>`
        SELECT (s).ledger_seq AS seq, (s).available, (s).held, (s).sold, next_window(${edition.id}::uuid) AS window, (s).initial + (s).adjusted AS units,
          coalesce((SELECT sum(capacity) FROM delivery_wave WHERE edition_id = ${edition.id}::uuid), 0)::int AS capacity
        FROM (SELECT adjust_stock(${edition.id}::uuid, ${delta}::int) AS s) a`;
      if (!after) throw new Refusal("not_found");
      if (delta > 0 && after.capacity < after.units) {
        throw new Refusal("windows_too_small", {
          field: "delta",
          detail: { capacity: after.capacity, units: after.units },
        });
      }
      await recordAct(tx, {
        actorId: edition.host.id,
        action: "stock.adjusted",
        subject: `edition:${edition.id}`,
        after: { delta, reason },
      });
      return after;
    })
    .catch((error: unknown) => {
      if (isCheckViolation(error, "inventory_never_negative"))
        throw new Refusal("stock_below_zero", { field: "delta" });
      throw error;
    });
  soldOut.forget(edition.id);
  publish.stockMoved({
    editionId: edition.id,
    seq: Number(stock.seq),
    available: stock.available,
    held: stock.held,
    sold: stock.sold,
    window: stock.window,
  });
}
