import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { planWaves, type StandingWave } from "#lib/catalog/plan-waves.ts";
import { publishCatalog } from "#lib/catalog/publish-catalog.ts";
import type { WavesInput } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { serveWaitlist } from "#lib/engine/move-stock.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/**
 * Adds waves, changes how many units they promise, and moves or removes those that promised nothing yet. The stock is locked
 * meanwhile. Refuses with wave_in_use, wave_promised, wave_below_allocated, windows_too_small, or invalid_body for a
 * wave of another edition.
 */
export async function changeWaves(
  app: Uses<"db" | "engine" | "publish">,
  edition: HostOf<"edition">,
  { waves }: WavesInput,
): Promise<void> {
  const productId = await app.engine.commit(async (write) => {
    const { tx } = write;
    const [stock] = await tx.$queryRaw<{ units: number; productId: string }[]>`
      SELECT i.initial + i.adjusted AS units, e.product_id AS "productId" FROM inventory i JOIN edition e ON e.id = i.edition_id
      WHERE i.edition_id = ${edition.id}::uuid FOR UPDATE OF i`;
    if (!stock) throw new Refusal("not_found");
    const before = await readWaves(tx, edition.id);
    const { removed, kept, added } = planWaves(before, waves, stock.units);
    await tx.deliveryWave.deleteMany({ where: { id: { in: removed } } });
    // Positions are unique, so the kept ones step aside before they take their new places.
    await tx.$executeRaw`UPDATE delivery_wave SET position = -position WHERE edition_id = ${edition.id}::uuid`;
    for (const { id, ...wave } of kept) await tx.deliveryWave.update({ where: { id }, data: toRow(wave) });
    await tx.deliveryWave.createMany({ data: added.map((wave) => ({ ...toRow(wave), editionId: edition.id })) });
    await serveWaitlist(write, edition.id);
    await recordAct(tx, {
      actorId: edition.host.id,
      action: "waves.changed",
      subject: `edition:${edition.id}`,
      before: before.map(({ id, capacity, start, end }) => ({ id, capacity, start, end })),
      after: waves,
    });
    return stock.productId;
  });
  await publishCatalog(app, productId);
}

function readWaves(tx: Prisma.TransactionClient, editionId: string) {
  return tx.$queryRaw<StandingWave[]>`
    SELECT v.id, v.capacity, v.allocated, v.window_start::text AS start, v.window_end::text AS "end",
      EXISTS (SELECT FROM preorder o WHERE o.edition_id = v.edition_id AND o.wave_id = v.id) AS "hasOrders"
    FROM delivery_wave v WHERE v.edition_id = ${editionId}::uuid ORDER BY v.position`;
}

function toRow({ position, capacity, start, end }: { position: number; capacity: number; start: string; end: string }) {
  return { position, capacity, windowStart: new Date(start), windowEnd: new Date(end) };
}
