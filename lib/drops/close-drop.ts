import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import * as engine from "#lib/engine/move-drop.ts";
import type { Write } from "#lib/engine/write.ts";
import { Refusal } from "#lib/refusal.ts";

/** Ends a drop now: what is left returns to the shop. Closing twice is one act. */
export async function closeDrop(app: Uses<"engine">, drop: DeskOf<"drop">): Promise<void> {
  await app.engine.commit(async (write) => {
    await engine.closeDrop(write, drop.id);
    await recordAct(write.tx, { actorId: drop.hand.id, action: "drop.closed", subject: `drop:${drop.id}` });
  });
}

/** Closes every drop of a show that is not over, inside the transaction of its end. Returns how many. */
export async function closeDropsOfShow(write: Write, show: DeskOf<"show">): Promise<number> {
  const { tx } = write;
  const open = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id::text FROM drop d JOIN inventory i ON i.edition_id = d.edition_id
    WHERE d.show_id = ${show.id}::uuid AND d.status IN ('ARMED', 'OPEN') ORDER BY d.edition_id FOR UPDATE OF i`;
  for (const { id } of open) await engine.closeDrop(write, id);
  for (const { id } of open) {
    await recordAct(tx, { actorId: show.hand.id, action: "drop.closed", subject: `drop:${id}` });
  }
  return open.length;
}

/** Stops an armed or open drop and its clock, or lets both go on where they stood. Refuses with drop_wrong_state. */
export async function pauseDrop(app: Uses<"engine">, drop: DeskOf<"drop">, paused: boolean): Promise<void> {
  await app.engine.commit(async (write) => {
    const { status } = await engine.pauseDrop(write, drop.id, paused);
    if (status !== "ARMED" && status !== "OPEN") throw new Refusal("drop_wrong_state");
    const action = paused ? "drop.paused" : "drop.resumed";
    await recordAct(write.tx, { actorId: drop.hand.id, action, subject: `drop:${drop.id}` });
  });
}
