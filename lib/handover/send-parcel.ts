import { randomUUID } from "node:crypto";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { notify } from "#lib/notices/notify.ts";
import type { ParcelInput, ParcelReturn } from "#lib/parcels/schema.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import { lockOrderRow } from "#lib/preorders/read-orders.ts";
import { viewPreorder } from "#lib/preorders/view.ts";
import { Refusal } from "#lib/refusal.ts";

type Tx = Parameters<Parameters<Uses<"db">["db"]["$transaction"]>[0]>[0];

/**
 * An order that is ready is on its way with a carrier, and its buyer is told; said again, carrier and tracking number of the parcel
 * that is on its way are put right. After a parcel came back this is the next one. Refuses with not_found, address_not_asked,
 * wrong_state or address_missing.
 */
export async function sendParcel(
  app: Uses<"db" | "orderLinks">,
  operator: Operator,
  preorderId: string,
  input: ParcelInput,
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const row = await lockOrderRow(tx, preorderId);
    const order = viewPreorder(row);
    if (order.delivery !== "shipped") throw new Refusal("address_not_asked");
    if (order.state !== "READY") throw new Refusal("wrong_state", { detail: { state: order.state } });
    if (!order.hasAddress) throw new Refusal("address_missing");
    const before = await onItsWay(tx, preorderId);
    if (before?.carrier === input.carrier && before.tracking === input.tracking) return;
    const id = before?.id ?? randomUUID();
    await tx.parcel.upsert({ where: { id }, create: { id, preorderId, ...input }, update: input });
    await notify(tx, [
      {
        kind: "parcelSent",
        occasion: `${id}:${input.carrier}:${input.tracking}`,
        preorderId,
        to: { userId: row.userId, address: order.contact },
        facts: { order: orderFactsOf(app, order), ...input },
      },
    ]);
    await recordAct(tx, {
      actorId: operator.id,
      action: before ? "parcel.changed" : "parcel.sent",
      subject: `preorder:${preorderId}`,
      ...(before && { before: { carrier: before.carrier, tracking: before.tracking } }),
      after: input,
    });
  });
}

/**
 * The parcel of an order is with its sender again: the buyer reads why, and may put the address right whatever the lock says. Said again,
 * nothing changes. Refuses with not_found or wrong_state.
 */
export async function returnParcel(
  app: Uses<"db" | "orderLinks">,
  operator: Operator,
  preorderId: string,
  { reason }: ParcelReturn,
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const row = await lockOrderRow(tx, preorderId);
    const order = viewPreorder(row);
    const parcel = await onItsWay(tx, preorderId);
    if (!parcel && order.parcel) return;
    if (!parcel || order.state !== "READY") throw new Refusal("wrong_state", { detail: { state: order.state } });
    await tx.$executeRaw`UPDATE parcel SET returned_at = now(), returned_why = ${reason} WHERE id = ${parcel.id}::uuid`;
    await notify(tx, [
      {
        kind: "parcelReturned",
        occasion: parcel.id,
        preorderId,
        to: { userId: row.userId, address: order.contact },
        facts: { order: orderFactsOf(app, order), carrier: parcel.carrier, reason },
      },
    ]);
    await recordAct(tx, {
      actorId: operator.id,
      action: "parcel.returned",
      subject: `preorder:${preorderId}`,
      after: { carrier: parcel.carrier, reason },
    });
  });
}

const onItsWay = (tx: Tx, preorderId: string) => tx.parcel.findFirst({ where: { preorderId, returnedAt: null } });
