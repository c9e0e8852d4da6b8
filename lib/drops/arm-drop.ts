import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { holdOnShelf } from "#lib/catalog/lock-product.ts";
import type { Uses } from "#lib/container.ts";
import type { FireInput } from "#lib/drops/schema.ts";
import * as engine from "#lib/engine/move-drop.ts";
import { lockStock } from "#lib/engine/sql.ts";
import type { ShowStatus } from "#lib/live/contract.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Takes the drop's units out of the shop into a pool of their own and lets people take places in its line. Arming twice is
 * one act. Refuses with too_few_left, show_draft, show_ended, show_cancelled, product_archived or drop_wrong_state.
 */
export async function armDrop(app: Uses<"engine">, drop: DeskOf<"drop">): Promise<void> {
  await app.engine.commit(async (write) => {
    const { tx } = write;
    // The lock keeps the show from ending meanwhile, which would leave the units in a pool that nobody closes.
    const [place] = await tx.$queryRaw<{ status: ShowStatus; productId: string; isArchived: boolean }[]>`
      SELECT s.status::text, e.product_id AS "productId", e.archived_at IS NOT NULL AS "isArchived" FROM drop d JOIN show s ON s.id = d.show_id JOIN edition e ON e.id = d.edition_id
      WHERE d.id = ${drop.id}::uuid FOR SHARE OF s`;
    refuseOver(place?.status);
    if (place?.status === "DRAFT") throw new Refusal("show_draft");
    if (place?.isArchived) throw new Refusal("edition_archived");
    if (place) await holdOnShelf(tx, place.productId);
    await engine.armDrop(write, drop.id);
    await recordAct(tx, { actorId: drop.hand.id, action: "drop.armed", subject: `drop:${drop.id}` });
  });
}

/** Takes an armed drop back: its units return, and those in its line are told. Refuses with drop_wrong_state once it is open. */
export async function disarmDrop(app: Uses<"engine">, drop: DeskOf<"drop">): Promise<void> {
  await app.engine.commit(async (write) => {
    const { tx } = write;
    // It opens under the same lock, so what is read after it stays true.
    await tx.$executeRaw(lockStock(Prisma.sql`SELECT edition_id FROM drop WHERE id = ${drop.id}::uuid`));
    const [armed] = await tx.$queryRaw<{ status: string }[]>`
      SELECT status::text FROM drop WHERE id = ${drop.id}::uuid AND status IN ('PREPARED', 'ARMED')`;
    if (!armed) throw new Refusal("drop_wrong_state");
    await engine.closeDrop(write, drop.id, "PREPARED");
    await recordAct(tx, { actorId: drop.hand.id, action: "drop.disarmed", subject: `drop:${drop.id}` });
  });
}

/** Sets when an armed drop opens, by the database's clock; as long as it is not open it may be set anew. Refuses with drop_wrong_state. */
export async function fireDrop(app: Uses<"drops" | "engine">, drop: DeskOf<"drop">, when: FireInput): Promise<void> {
  const fired = await app.engine.commit(async (write) => {
    const at = "at" in when ? when.at : null;
    const inSeconds = "inSeconds" in when ? when.inSeconds : 0;
    const armed = await engine.fireDrop(write, drop.id, { at, inSeconds });
    await recordAct(write.tx, { actorId: drop.hand.id, action: "drop.fired", subject: `drop:${drop.id}`, after: when });
    return armed;
  });
  app.drops.know(fired);
}
