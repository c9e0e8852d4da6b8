import type { Operator } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Uses } from "#lib/container.ts";
import { handOver } from "#lib/handover/hand-over.ts";
import { countParcels } from "#lib/handover/queries.ts";
import { doneForOrders, someOrders } from "#lib/handover/schema.ts";
import { returnParcel, sendParcel } from "#lib/handover/send-parcel.ts";
import { throwRefused } from "#lib/handover/sort-out.ts";
import { parcelFigures, parcelInput, parcelReturn } from "#lib/parcels/schema.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Ops");
export const handoverRoutes = routes;

route.operator.post(
  "/ops/preorders/ready",
  { summary: "Up to 500 orders are ready to be handed over", body: someOrders, answer: doneForOrders },
  ({ app, who, body }) => handOver(app, who, body.ids, "READY"),
);
route.operator.post(
  "/ops/preorders/delivered",
  { summary: "Up to 500 orders were delivered", body: someOrders, answer: doneForOrders },
  ({ app, who, body }) => handOver(app, who, body.ids, "DELIVERED"),
);
route.operator.post(
  "/ops/preorders/{id}/ready",
  { summary: "An order is ready to be handed over", answer: preorderView },
  ({ app, who, id }) => handOverOne(app, who, id, "READY"),
);
route.operator.post(
  "/ops/preorders/{id}/delivered",
  { summary: "An order was delivered", answer: preorderView },
  ({ app, who, id }) => handOverOne(app, who, id, "DELIVERED"),
);

route.moneyReader.get(
  "/ops/parcels",
  { summary: "Parcels of the last thirty days, and orders whose parcel came back", answer: parcelFigures },
  ({ app, who }) => countParcels(app, who),
);
route.operator.post(
  "/ops/preorders/{id}/parcel",
  { summary: "An order that is ready is on its way with a carrier", body: parcelInput, answer: preorderView },
  async ({ app, who, id, body }) => {
    await sendParcel(app, who, id, body);
    return seeOne(app, who, id);
  },
);
route.operator.post(
  "/ops/preorders/{id}/parcel/return",
  { summary: "The parcel of an order came back; its buyer reads why", body: parcelReturn, answer: preorderView },
  async ({ app, who, id, body }) => {
    await returnParcel(app, who, id, body);
    return seeOne(app, who, id);
  },
);

async function handOverOne(app: Uses<"db" | "engine">, operator: Operator, id: string, state: "READY" | "DELIVERED") {
  throwRefused(await handOver(app, operator, [id], state));
  return seeOne(app, operator, id);
}

async function seeOne(app: Uses<"db">, operator: Operator, id: string) {
  const order = await findPreorderOf(app, operator, id);
  if (!order) throw new Refusal("not_found");
  return order;
}
