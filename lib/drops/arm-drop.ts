import { randomBytes } from "node:crypto";
import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { holdOnShelf } from "#lib/catalog/lock-product.ts";
import { container } from "#lib/container.ts";
import type { FireInput } from "#lib/drops/schema.ts";
import { type DropMoved, tellDrop } from "#lib/drops/tell-drop.ts";
import type { StoredDrop } from "#lib/drops/view.ts";
import type { StockFacts } from "#lib/preorders/tell-moved.ts";
import { Refusal } from "#lib/refusal.ts";

type Armed =
  | { outcome: "armed"; drop: StoredDrop; stock: StockFacts }
  | { outcome: "too_few_left"; available: number }
  | { outcome: "not_found" | "drop_wrong_state" };

/**
 * Takes the drop's units out of the shop into a pool of their own and lets people take places in its line. Arming twice is
 * one act. Refuses with too_few_left, show_ended, product_archived or drop_wrong_state.
 */
export async function armDrop(drop: HostOf<"drop">): Promise<void> {
  const answer = await container().db.$transaction(async (tx) => {
    // The lock keeps the show from ending meanwhile, which would leave the units in a pool that nobody closes.
    const [place] = await tx.$queryRaw<{ status: string; productId: string }[]>`
      SELECT s.status::text, e.product_id AS "productId" FROM drop d JOIN show s ON s.id = d.show_id JOIN edition e ON e.id = d.edition_id
      WHERE d.id = ${drop.id}::uuid FOR SHARE OF s`;
    if (place?.status === "ENDED") throw new Refusal("show_ended");
    if (place) await holdOnShelf(tx, place.productId);
    const [row] = await tx.$queryRaw<{ answer: Armed }[]>`
      SELECT arm_drop(${drop.id}::uuid, ${randomBytes(32)}::bytea) AS answer`;
    await recordAct(tx, { actorId: drop.host.id, action: "drop.armed", subject: `drop:${drop.id}` });
    return row?.answer;
  });
  if (!answer) throw new Error(`nothing was said about arming drop ${drop.id}`);
  if (answer.outcome === "too_few_left") throw new Refusal("too_few_left", { detail: { available: answer.available } });
  if (answer.outcome !== "armed") throw new Refusal(answer.outcome);
  tellDrop({ ...answer, served: [], closed: [] });
}

/** Takes an armed drop back: its units return, and those in its line are told. Refuses with drop_wrong_state once it is open. */
export async function disarmDrop(drop: HostOf<"drop">): Promise<void> {
  const answer = await container().db.$transaction(async (tx) => {
    // It opens under the same lock, so what is read after it stays true.
    await tx.$queryRaw`
      SELECT 1 FROM inventory WHERE edition_id = (SELECT edition_id FROM drop WHERE id = ${drop.id}::uuid) FOR UPDATE`;
    const [armed] = await tx.$queryRaw<{ status: string }[]>`
      SELECT status::text FROM drop WHERE id = ${drop.id}::uuid AND status IN ('PREPARED', 'ARMED')`;
    if (!armed) throw new Refusal("drop_wrong_state");
    const [row] = await tx.$queryRaw<{ answer: DropMoved }[]>`
      SELECT close_drop(${drop.id}::uuid, 'PREPARED') AS answer`;
    await recordAct(tx, { actorId: drop.host.id, action: "drop.disarmed", subject: `drop:${drop.id}` });
    return row?.answer;
  });
  if (answer) tellDrop(answer);
}

/** Sets when an armed drop opens, by the database's clock; as long as it is not open it may be set anew. Refuses with drop_wrong_state. */
export async function fireDrop(drop: HostOf<"drop">, when: FireInput): Promise<void> {
  const { db, publish, drops } = container();
  const line = await db.$transaction(async (tx) => {
    const at = "at" in when ? when.at : null;
    const lead = "inSeconds" in when ? when.inSeconds : 0;
    const [row] = await tx.$queryRaw<{ drop: StoredDrop }[]>`
      UPDATE drop d SET opens_at = t.at, closes_at = t.at + make_interval(secs => d.seconds)
      FROM (SELECT greatest(coalesce(${at}::timestamptz, clock_timestamp() + make_interval(secs => ${lead}::int)), clock_timestamp()) AS at) t
      WHERE d.id = ${drop.id}::uuid AND d.status = 'ARMED' AND d.paused_at IS NULL RETURNING drop_line(d) AS drop`;
    if (!row) throw new Refusal("drop_wrong_state");
    await recordAct(tx, { actorId: drop.host.id, action: "drop.fired", subject: `drop:${drop.id}`, after: when });
    return row.drop;
  });
  publish.dropMoved(drops.know(line));
}
