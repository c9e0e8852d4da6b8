import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import { isCheckViolation } from "#lib/db.ts";
import { type Served, type StockFacts, tellServed, tellStock } from "#lib/preorders/tell-moved.ts";
import { Refusal } from "#lib/refusal.ts";

type Answer = StockFacts & { served: Served[]; units: number };

/** Adds or withdraws free units; who waits for some is served first. Refuses with stock_below_zero, or windows_too_small when new units have no delivery window. */
export async function adjustStock(
  edition: HostOf<"edition">,
  { delta, reason }: { delta: number; reason: string },
): Promise<void> {
  const { served, ...stock } = await container()
    .db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ answer: Answer; capacity: number }[]>`
        SELECT adjust_stock(${edition.id}::uuid, ${delta}::int) AS answer,
          coalesce((SELECT sum(capacity) FROM delivery_wave WHERE edition_id = ${edition.id}::uuid), 0)::int AS capacity`;
      if (!row) throw new Refusal("not_found");
      const { units, ...after } = row.answer;
      if (delta > 0 && row.capacity < units) {
        throw new Refusal("windows_too_small", { field: "delta", detail: { capacity: row.capacity, units } });
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
      if (isCheckViolation(error, "inventory_never_negative") || isCheckViolation(error, "inventory_pool"))
        throw new Refusal("stock_below_zero", { field: "delta" });
      throw error;
    });
  tellStock(edition.id, stock, []);
  tellServed(edition.id, served);
}
