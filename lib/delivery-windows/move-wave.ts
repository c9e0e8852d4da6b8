import { randomUUID } from "node:crypto";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { Uses } from "#lib/container.ts";
import type { PromiseInput } from "#lib/delivery-windows/schema.ts";
import { moveWaveAndLate, promiseAnew, readWaveOrders, waveFits } from "#lib/engine/move-wave.ts";
import { Refusal } from "#lib/refusal.ts";

const portion = 5000;

/**
 * Promises a whole wave another window, in one transaction: every live order gets a row with the reason, shifted for its city,
 * and whoever orders from now on the new window; then each buyer is told, and written to. A wave may hold a hundred thousand orders: they are
 * written in portions while the sale goes on, and only the last step holds the stock. Returns how many orders changed; moving
 * twice to the same window is one act. Refuses with not_found, or with windows_out_of_order when a neighbour stands in the way.
 */
export async function moveWave(
  app: Uses<"db" | "engine" | "publish">,
  operator: Operator,
  waveId: string,
  promise: PromiseInput,
): Promise<number> {
  const { db, engine } = app;
  const move = { ...promise, waveId, moveId: randomUUID() };
  const { editionId, orders } = await engine.commit(
    async (write) => {
      const { tx } = write;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`wave:${waveId}`}))`;
      // At once what would be refused at the end.
      if (!(await waveFits(tx, waveId, promise))) throw new Refusal("windows_out_of_order");
      const { ids, since } = await readWaveOrders(tx, waveId);
      let standing = 0;
      for (let from = 0; from < ids.length; from += portion)
        standing += await promiseAnew(write, move, ids.slice(from, from + portion));
      const moved = await moveWaveAndLate(write, move, since);
      const all = standing + moved.promised;
      const isNew = all > 0 || moved.before.start !== promise.start || moved.before.end !== promise.end;
      if (isNew) {
        // From here on its buyers are owed a letter each, which leave in portions.
        await tx.waveMove.create({ data: { id: move.moveId, waveId } });
        await recordAct(tx, {
          actorId: operator.id,
          action: "wave.moved",
          subject: `wave:${waveId}`,
          before: moved.before,
          after: { ...promise, orders: all },
        });
      }
      return { editionId: moved.editionId, orders: all };
    },
    { timeout: 60_000 },
  );
  const { productId } = await db.edition.findUniqueOrThrow({ where: { id: editionId }, select: { productId: true } });
  await publishCatalog(app, productId);
  return orders;
}
