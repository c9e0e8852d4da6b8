import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import type { Queryable } from "#lib/db.ts";
import { type DropMoved, tellDrop } from "#lib/drops/tell-drop.ts";
import { Refusal } from "#lib/refusal.ts";

/** Ends a drop now: what is left returns to the shop. Closing twice is one act. */
export async function closeDrop(drop: HostOf<"drop">): Promise<void> {
  const answer = await container().db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ answer: DropMoved }[]>`SELECT close_drop(${drop.id}::uuid) AS answer`;
    await recordAct(tx, { actorId: drop.host.id, action: "drop.closed", subject: `drop:${drop.id}` });
    return row?.answer;
  });
  if (answer) tellDrop(answer);
}

/** Closes every drop of a show that is not over, inside the transaction of its end. Tell of them after the commit. */
export async function closeDropsOfShow(tx: Queryable, show: HostOf<"show">): Promise<DropMoved[]> {
  const open = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id::text FROM drop d JOIN inventory i ON i.edition_id = d.edition_id
    WHERE d.show_id = ${show.id}::uuid AND d.status IN ('ARMED', 'OPEN') ORDER BY d.edition_id FOR UPDATE OF i`;
  const moved: DropMoved[] = [];
  for (const { id } of open) {
    const rows = await tx.$queryRaw<{ answer: DropMoved }[]>`SELECT close_drop(${id}::uuid) AS answer`;
    moved.push(...rows.map(({ answer }) => answer));
  }
  for (const { id } of open) {
    await recordAct(tx, { actorId: show.host.id, action: "drop.closed", subject: `drop:${id}` });
  }
  return moved;
}

/** Stops an armed or open drop and its clock, or lets both go on where they stood. Refuses with drop_wrong_state. */
export async function pauseDrop(drop: HostOf<"drop">, paused: boolean): Promise<void> {
  const answer = await container().db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ answer: DropMoved }[]>`SELECT pause_drop(${drop.id}::uuid, ${paused}) AS answer`;
    const status = row?.answer.drop.status;
    if (status !== "ARMED" && status !== "OPEN") throw new Refusal("drop_wrong_state");
    const action = paused ? "drop.paused" : "drop.resumed";
    await recordAct(tx, { actorId: drop.host.id, action, subject: `drop:${drop.id}` });
    return row?.answer;
  });
  if (answer) tellDrop(answer);
}

/** Opens or closes a drop whose time has come by the database's clock. Any number of processes may try. */
export async function advanceDrop(dropId: string): Promise<void> {
  const [row] = await container().db.$queryRaw<{ answer: DropMoved | null }[]>`
    SELECT advance_drop(${dropId}::uuid) AS answer`;
  if (row?.answer) tellDrop(row.answer);
}
