import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isCheckViolation } from "#lib/db.ts";
import * as engine from "#lib/engine/move-stock.ts";
import { Refusal } from "#lib/refusal.ts";

/** Adds or withdraws free units; who waits for some is served first. Refuses with stock_below_zero, or windows_too_small when new units have no delivery window. */
export async function adjustStock(
  app: Uses<"engine">,
  edition: HostOf<"edition">,
  { delta, reason }: { delta: number; reason: string },
): Promise<void> {
  await app.engine
    .commit(async (write) => {
      const { tx } = write;
      const units = await engine.adjustStock(write, edition.id, delta);
      const promised = await tx.deliveryWave.aggregate({ where: { editionId: edition.id }, _sum: { capacity: true } });
      const capacity = promised._sum.capacity ?? 0;
      if (delta > 0 && capacity < units)
        throw new Refusal("windows_too_small", { field: "delta", detail: { capacity, units } });
      await recordAct(tx, {
        actorId: edition.host.id,
        action: "stock.adjusted",
        subject: `edition:${edition.id}`,
        after: { delta, reason },
      });
    })
    .catch((error: unknown) => {
      if (isCheckViolation(error, "inventory_never_negative") || isCheckViolation(error, "inventory_pool"))
        throw new Refusal("stock_below_zero", { field: "delta" });
      throw error;
    });
}
